package dev.attune.registry.canary;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A share of a channel's people is answered by another checkpoint.
 *
 * @param productionId what answers the others
 * @param share in (0, 1]
 * @param by pseudonym of the person who started it
 * @param figures now, or at its end
 * @param end absent while it runs
 */
public record Canary(
        String canaryId,
        String channel,
        String checkpointId,
        String productionId,
        double share,
        CanarySettings settings,
        String reason,
        String by,
        Instant startedAt,
        CanaryFigures figures,
        @Nullable End end) {

    /**
     * How it ended.
     *
     * @param outcome promoted, rolled-back, kept, discarded, ended or superseded
     * @param by pseudonym of a person, or {@code policy:canary}
     */
    public record End(String outcome, String reason, String by, Instant at) {}
}
