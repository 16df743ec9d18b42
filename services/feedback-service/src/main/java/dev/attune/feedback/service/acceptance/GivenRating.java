package dev.attune.feedback.service.acceptance;

import java.util.Optional;
import java.util.UUID;

import dev.attune.contracts.bus.TraceContext;
import dev.attune.feedback.Account;
import dev.attune.feedback.service.Idempotency.Key;
import dev.attune.feedback.service.Ratings.Opinion;

/**
 * A rating as it came.
 *
 * @param requestHash what a repetition under the same key must have
 * @param source page or program
 * @param trace of its request
 */
record GivenRating(
        Key key,
        String requestHash,
        UUID leaseId,
        Account account,
        Opinion opinion,
        String source,
        Optional<TraceContext> trace) {}
