package dev.attune.feedback;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.form.Form;

/**
 * Prompts that are rated together under the same guidelines.
 *
 * @param guidelinesVersion from 1, one more whenever the guidelines change
 * @param ratingsPerItem how many people rate each pair of answers that comes from now on: never fewer, never more
 * @param form what is asked of raters for items that come from now on
 * @param archivedAt since when nothing of it is handed out; absent: it is
 * @param version from 1, one more whenever something of it is changed
 */
public record Project(
        UUID id,
        String name,
        String guidelines,
        int guidelinesVersion,
        int ratingsPerItem,
        Annotators annotators,
        Instant createdAt,
        Form form,
        @Nullable Instant archivedAt,
        Integer version) {

    /** One whose raters compare two answers. */
    public Project(
            UUID id,
            String name,
            String guidelines,
            int guidelinesVersion,
            int ratingsPerItem,
            Annotators annotators,
            Instant createdAt) {
        this(id, name, guidelines, guidelinesVersion, ratingsPerItem, annotators, createdAt, Form.PLAIN, null, 1);
    }

    /** What was written before there were forms and versions has none. */
    public Project {
        form = form == null ? Form.PLAIN : form;
        version = version == null ? Integer.valueOf(1) : version;
    }

    /** The same with the next version. */
    public Project changed() {
        return new Project(
                id,
                name,
                guidelines,
                guidelinesVersion,
                ratingsPerItem,
                annotators,
                createdAt,
                form,
                archivedAt,
                version + 1);
    }
}
