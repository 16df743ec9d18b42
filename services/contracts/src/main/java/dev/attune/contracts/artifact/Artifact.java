package dev.attune.contracts.artifact;

import dev.attune.contracts.error.Require;

/**
 * A directory of files by its content.
 *
 * @param uri {@code attune:sha256/<hex>}: resolved by an {@code ArtifactStore}
 * @param sha256 hash over the directory's sorted manifest, lower-case hex
 * @param bytes sum of the sizes of its files
 */
public record Artifact(String uri, String sha256, long bytes) {
    public Artifact {
        Require.text(uri, "uri");
        Require.that(
                sha256 != null && sha256.matches("[0-9a-f]{64}"), "sha256 must be 64 lower-case hexadecimal digits");
        Require.that(bytes >= 0, "bytes must not be negative");
    }
}
