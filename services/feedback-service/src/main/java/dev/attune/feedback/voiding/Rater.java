package dev.attune.feedback.voiding;

import java.time.Instant;

/** Somebody who rated in a project. */
public record Rater(String pseudonym, String name, long ratings, long skipped, Instant first, Instant last) {}
