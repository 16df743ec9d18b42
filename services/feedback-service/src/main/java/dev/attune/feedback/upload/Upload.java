package dev.attune.feedback.upload;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.upload.Findings.BadRow;

/**
 * A file on its way into a project.
 *
 * @param bytes of the whole file
 * @param received of them; the next piece begins there
 * @param failure why it cannot be read; absent when it can
 * @param findings what is in it; absent until it was looked through
 * @param done things of it that were dealt with, of {@code findings.good}
 * @param entered those of them that are new in the project
 * @param refused those of them that are not: there already, or against a rule of the project
 * @param refusals the first of these
 */
public record Upload(
        UUID id,
        UUID projectId,
        UploadKind kind,
        String name,
        long bytes,
        long received,
        UploadState state,
        @Nullable String failure,
        @Nullable Findings findings,
        long done,
        long entered,
        long refused,
        List<BadRow> refusals,
        Instant createdAt) {
    public Upload {
        refusals = List.copyOf(refusals);
    }
}
