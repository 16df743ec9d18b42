package dev.attune.feedback.review;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Which items a reviewer lists.
 *
 * @param least disagreement that is enough, from 1
 * @param rater pseudonym of somebody who rated them; absent for anybody
 * @param after where an earlier list ended; absent for the beginning
 */
public record ReviewQuery(
        UUID project,
        ReviewKind kind,
        int least,
        @Nullable String rater,
        @Nullable String after,
        int limit) {}
