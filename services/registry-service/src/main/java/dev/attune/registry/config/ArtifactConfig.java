package dev.attune.registry.config;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;

/** Settings {@code attune.registry.artifacts.*}: where the files of what is proposed lie. */
@ConfigMapping(prefix = "attune.registry.artifacts")
public interface ArtifactConfig {

    /** Directory of the artifacts, by default {@code ATTUNE_ARTIFACTS}. */
    Path directory();
}
