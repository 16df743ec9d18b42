package dev.attune.feedback.erasure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A person who is being erased, or was.
 *
 * @param pseudonym under which the bus knows them
 * @param by who asked for it
 * @param finishedAt absent while ratings are still being taken out
 * @param ratings that they ever gave, skips included
 * @param items that they rated
 * @param projects where they rated, with what learnt from it outside of the ring
 * @param stays what is not erased, and why, in sentences
 */
public record Erasure(
        UUID id,
        String pseudonym,
        String by,
        String reason,
        Instant requestedAt,
        @Schema(nullable = true) @Nullable Instant finishedAt,
        long ratings,
        long items,
        List<TouchedProject> projects,
        List<String> stays) {
    public Erasure {
        projects = List.copyOf(projects);
        stays = List.copyOf(stays);
    }

    /**
     * A project in which the person rated.
     *
     * @param snapshots hashes of data artifacts that were made of it after the first of the ratings and before the erasure
     * @param recipients addresses of webhooks, which were told of ratings
     * @param fits of the project's raters that rested on the ratings, too; a new one is made without them
     */
    public record TouchedProject(
            UUID id,
            String name,
            long ratings,
            long takenOut,
            List<String> snapshots,
            List<String> recipients,
            long fits) {
        public TouchedProject {
            snapshots = List.copyOf(snapshots);
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * What to look for in what runs have kept.
     *
     * @param items that the person rated
     * @param ratings their ids, which are in the keys of what was corrected or written
     * @param snapshots of data artifacts that may hold it
     */
    public record Keys(
            UUID erasure, String pseudonym, List<String> items, List<String> ratings, List<String> snapshots) {
        public Keys {
            items = List.copyOf(items);
            ratings = List.copyOf(ratings);
            snapshots = List.copyOf(snapshots);
        }
    }
}
