package dev.attune.feedback.config;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;

/** Settings {@code attune.snapshots.*}. */
@ConfigMapping(prefix = "attune.snapshots")
public interface SnapshotConfig {

    /** The store of artifacts, which trainers read. */
    Path artifacts();
}
