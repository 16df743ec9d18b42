package dev.attune.inference.config;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.models.*}: models in memory. */
@ConfigMapping(prefix = "attune.models")
public interface ModelConfig {

    /** Directory of the artifacts, by default {@code ATTUNE_ARTIFACTS}. */
    Path artifacts();

    /** Checkpoints (bases and adapters) kept in memory; more only while they are in use. */
    @WithDefault("4")
    int kept();

    /** Number type of frozen weights: float32 or bfloat16. */
    @WithDefault("float32")
    String computeType();
}
