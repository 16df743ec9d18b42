package dev.attune.worker.reproduce;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.Require;

/**
 * What came of a {@link ReproductionOrder}.
 *
 * @param artifact in the folder's own store
 * @param codeVersion of the code that made it now
 * @param machine that made it now
 * @param seconds that it took
 */
public record Reproduced(Artifact artifact, String codeVersion, String machine, double seconds) {
    public Reproduced {
        Require.present(artifact, "artifact");
        Require.text(codeVersion, "codeVersion");
        Require.text(machine, "machine");
    }
}
