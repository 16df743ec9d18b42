package dev.attune.feedback.review;

import java.util.UUID;

/**
 * Who looks at what others said.
 *
 * @param names whether they may know who is behind a pseudonym
 */
public record Viewer(UUID account, boolean names) {}
