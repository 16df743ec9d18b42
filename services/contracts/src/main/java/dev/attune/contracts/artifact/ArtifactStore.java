package dev.attune.contracts.artifact;

import java.nio.file.Path;

/**
 * Keeps directories by their content: what was published under a hash never changes.
 *
 * <p>A directory's hash is the SHA-256 of its manifest, one line {@code <sha256 of file>  <relative path>} per regular
 * file, sorted by path, with {@code /} between path elements.
 */
public interface ArtifactStore {

    /**
     * Copies the directory into the store, verifies the copy and makes it visible in one step; when that returns, it outlives
     * a loss of power. What the store has already is verified, too, and replaced where it is damaged.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code artifact-not-stored} when the copy cannot be written
     */
    Artifact publish(Path directory);

    /**
     * A local directory with the artifact's files; callers must not change it.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code artifact-missing} or {@code artifact-damaged}
     */
    Path fetch(Artifact artifact);
}
