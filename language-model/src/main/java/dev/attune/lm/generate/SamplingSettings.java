package dev.attune.lm.generate;

/**
 * How tokens are chosen.
 *
 * @param temperature divides the scores before the softmax; 0 takes the likeliest token
 * @param topK chooses among this many likeliest tokens; 0 for all
 * @param topP chooses among the fewest tokens whose probability together reaches this; 1 for all (arXiv:1904.09751)
 * @param minimumNewTokens an answer does not end before
 * @param maximumNewTokens an answer is cut off after
 * @param ignoreEnd whether the end-of-sequence token is an ordinary one
 */
public record SamplingSettings(
        double temperature, int topK, double topP, int minimumNewTokens, int maximumNewTokens, boolean ignoreEnd) {
    public SamplingSettings {
        if (temperature < 0 || topK < 0 || topP <= 0 || topP > 1) {
            throw new IllegalArgumentException(
                    "Sampling needs a temperature and top-k of at least 0, and top-p above 0 and at most 1.");
        }
        if (minimumNewTokens < 0 || maximumNewTokens < 1 || minimumNewTokens > maximumNewTokens) {
            throw new IllegalArgumentException("Sampling needs 0 <= minimum new tokens <= maximum, and at least one.");
        }
    }

    /** Always the likeliest token. */
    public static SamplingSettings greedy(int maximumNewTokens) {
        return new SamplingSettings(0, 0, 1, 0, maximumNewTokens, false);
    }

    /** The model's own distribution at a temperature. */
    public static SamplingSettings sampling(double temperature, int maximumNewTokens) {
        return new SamplingSettings(temperature, 0, 1, 0, maximumNewTokens, false);
    }

    public SamplingSettings withTopK(int k) {
        return new SamplingSettings(temperature, k, topP, minimumNewTokens, maximumNewTokens, ignoreEnd);
    }

    public SamplingSettings withTopP(double p) {
        return new SamplingSettings(temperature, topK, p, minimumNewTokens, maximumNewTokens, ignoreEnd);
    }

    public SamplingSettings withMinimumNewTokens(int minimum) {
        return new SamplingSettings(temperature, topK, topP, minimum, maximumNewTokens, ignoreEnd);
    }

    public SamplingSettings withIgnoreEnd(boolean ignore) {
        return new SamplingSettings(temperature, topK, topP, minimumNewTokens, maximumNewTokens, ignore);
    }
}
