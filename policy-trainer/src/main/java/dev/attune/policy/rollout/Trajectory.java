package dev.attune.policy.rollout;

import java.util.List;

import dev.attune.contracts.event.Message;

/**
 * One answer with what is known of each of its T tokens, the end token included.
 *
 * @param promptTokens ids of the prompt
 * @param tokens ids of the answer (T)
 * @param text of the answer without special tokens, as the reward sees it
 * @param ended whether the policy ended it; false when it was cut
 * @param samplingLogProbs (T), from the generator
 * @param logProbs (T), from a training pass of the policy that sampled: the old log-probabilities of the ratio
 * @param referenceLogProbs (T)
 * @param values (T), when the answer was sampled; one more where values count after the last token too
 * @param score of the whole answer
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Trajectory(
        List<Message> prompt,
        int[] promptTokens,
        int[] tokens,
        String text,
        boolean ended,
        float[] samplingLogProbs,
        float[] logProbs,
        float[] referenceLogProbs,
        float[] values,
        float score) {

    /** Sum over the tokens of log pi - log pi_ref (k1), nats. */
    public double kl() {
        double kl = 0;
        for (int t = 0; t < length(); t++) {
            kl += logProbs[t] - referenceLogProbs[t];
        }
        return kl;
    }

    /** Number of answer tokens. */
    public int length() {
        return tokens.length;
    }
}
