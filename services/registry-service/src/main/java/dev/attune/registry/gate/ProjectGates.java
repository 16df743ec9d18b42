package dev.attune.registry.gate;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.gate.GatePolicy;

/**
 * A project's gates.
 *
 * @param version of the policy; 0: nobody has set any
 * @param policy null: checkpoints of the project go through no gate
 * @param changedBy pseudonym of the person
 */
public record ProjectGates(
        String projectId,
        int version,
        @Nullable GatePolicy policy,
        @Nullable String changedBy,
        @Nullable Instant changedAt) {

    /** Of a project of which nothing is known. */
    public static ProjectGates none(String projectId) {
        return new ProjectGates(projectId, 0, null, null, null);
    }
}
