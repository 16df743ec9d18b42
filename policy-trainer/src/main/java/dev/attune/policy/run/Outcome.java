package dev.attune.policy.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a run of updates ended.
 *
 * @param policy directory with the policy, see {@link dev.attune.policy.model.PolicyArtifact}; empty when the run was asked to
 *     stop before its end
 * @param updates that the policy has seen
 * @param metrics of the last update that it has seen
 * @param reason why the run ended before its last update, for a person
 */
public record Outcome(Optional<Path> policy, int updates, Map<String, Double> metrics, Optional<String> reason) {}
