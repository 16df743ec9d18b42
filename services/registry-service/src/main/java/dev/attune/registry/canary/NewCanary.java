package dev.attune.registry.canary;

/**
 * A canary that somebody wants.
 *
 * @param settings whole
 * @param version of the channel, as the person saw it
 * @param by pseudonym of the person
 */
public record NewCanary(
        String channel,
        String checkpointId,
        double share,
        CanarySettings settings,
        long version,
        String reason,
        String by) {}
