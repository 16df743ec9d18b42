package dev.attune.feedback.health;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How fresh a topic of the bus is.
 *
 * @param newestAt when its newest record was written; null where it has none, or is not there
 */
public record TopicAge(String topic, @Nullable Instant newestAt) {}
