package dev.attune.feedback.config;

import java.nio.file.Path;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.uploads.*}; in the environment such as ATTUNE_UPLOADS_DIRECTORY. */
@ConfigMapping(prefix = "attune.uploads")
public interface UploadConfig {

    /** Where files lie until they are entered. */
    @WithDefault("${java.io.tmpdir}/attune-uploads")
    Path directory();

    /** Bytes of one file. */
    @WithDefault("4294967296")
    long mostBytes();

    /** How long a file is kept after its upload began. */
    @WithDefault("P2D")
    Duration keep();
}
