package dev.attune.inference.config;

import java.nio.file.Path;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.models.*}: models in memory. */
@ConfigMapping(prefix = "attune.models")
public interface ModelConfig {

    /** Directory of the artifacts, by default {@code ATTUNE_ARTIFACTS}. */
    Path artifacts();

    /** Checkpoints (bases and adapters) in memory at once; only what channels serve may go beyond. */
    @WithDefault("6")
    int kept();

    /** How long what a channel served before stays in memory, so that a rollback need not load it. */
    @WithDefault("1h")
    Duration former();

    /** How long a request waits for room in memory when all that is there is in use. */
    @WithDefault("10s")
    Duration patience();

    /** Number type of frozen weights: float32 or bfloat16. */
    @WithDefault("float32")
    String computeType();
}
