package dev.attune.registry.config;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.registry.keep.*}: how long what was dealt with is remembered. */
@ConfigMapping(prefix = "attune.registry.keep")
public interface KeepConfig {

    /** Events that were taken from the bus: so long, one that is delivered again does nothing. */
    @WithDefault("P30D")
    Duration deliveries();

    /** Answers to calls with an Idempotency-Key: so long, a repeated call is answered as before. */
    @WithDefault("P7D")
    Duration answers();

    /** The metrics and sampled answers of each step of a run that has ended, after its end; what it measured last stays. */
    @WithDefault("P180D")
    Duration runSteps();
}
