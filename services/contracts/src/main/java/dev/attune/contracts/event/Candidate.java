package dev.attune.contracts.event;

import dev.attune.contracts.error.Require;

/**
 * One answer that people may rate, and what made it.
 *
 * @param finishReason {@code stop} when the model ended the answer, {@code length} when it was cut
 */
public record Candidate(String candidateId, String text, String checkpointId, Sampling sampling, String finishReason) {
    public Candidate {
        Require.text(candidateId, "candidateId");
        Require.present(text, "text");
        Require.text(checkpointId, "checkpointId");
        Require.present(sampling, "sampling");
        Require.text(finishReason, "finishReason");
    }
}
