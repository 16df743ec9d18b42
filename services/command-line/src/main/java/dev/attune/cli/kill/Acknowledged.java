package dev.attune.cli.kill;

import java.time.Instant;

/**
 * A rating that the service has acknowledged, as a rater keeps it.
 *
 * @param key Idempotency-Key under which it was sent
 */
record Acknowledged(String rater, String leaseId, String itemId, Vote vote, String key, String ratingId, Instant at) {}
