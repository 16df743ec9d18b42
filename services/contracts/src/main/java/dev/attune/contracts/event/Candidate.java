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

    /**
     * How a text was sampled.
     *
     * @param temperature 0 means greedy
     * @param topP nucleus probability, 1 for all
     * @param topK 0 for all
     */
    public record Sampling(double temperature, double topP, int topK, int maxNewTokens, long seed) {
        public Sampling {
            Require.that(temperature >= 0, "temperature must not be negative but is " + temperature);
            Require.that(topP > 0 && topP <= 1, "topP must lie in (0, 1] but is " + topP);
            Require.that(topK >= 0, "topK must not be negative but is " + topK);
            Require.that(maxNewTokens > 0, "maxNewTokens must be positive but is " + maxNewTokens);
        }
    }
}
