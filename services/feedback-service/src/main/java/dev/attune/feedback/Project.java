package dev.attune.feedback;

import java.time.Instant;
import java.util.UUID;

import dev.attune.feedback.form.Form;

/**
 * Prompts that are rated together under the same guidelines.
 *
 * @param guidelinesVersion from 1, one more whenever the guidelines change
 * @param ratingsPerItem how many people rate each pair of answers that comes from now on: never fewer, never more
 * @param form what is asked of raters for items that come from now on
 */
public record Project(
        UUID id,
        String name,
        String guidelines,
        int guidelinesVersion,
        int ratingsPerItem,
        Annotators annotators,
        Instant createdAt,
        Form form) {

    /** One whose raters compare two answers. */
    public Project(
            UUID id,
            String name,
            String guidelines,
            int guidelinesVersion,
            int ratingsPerItem,
            Annotators annotators,
            Instant createdAt) {
        this(id, name, guidelines, guidelinesVersion, ratingsPerItem, annotators, createdAt, Form.PLAIN);
    }

    /** What was written before there were forms has none. */
    public Project {
        form = form == null ? Form.PLAIN : form;
    }
}
