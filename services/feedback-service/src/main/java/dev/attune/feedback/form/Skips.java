package dev.attune.feedback.form;

import org.jspecify.annotations.Nullable;

/**
 * How often items of a project are skipped for a reason; skips that were taken back are not counted.
 *
 * @param reason absent: none was given
 * @param items how many different items
 */
public record Skips(@Nullable SkipReason reason, long skips, long items) {}
