package dev.attune.lm.generate;

import java.util.List;

/**
 * How tokens are chosen. What changes scores is applied in this order: repetition penalty, bad words, minimum length,
 * temperature, top-k, top-p, min-p.
 *
 * @param temperature divides the scores before the softmax; 0 takes the likeliest token, and so does all below 0.00001
 * @param topK chooses among this many likeliest tokens, ties with the last included; 0 for all
 * @param topP chooses among the fewest tokens whose probability together reaches this; 1 for all (arXiv:1904.09751)
 * @param minP chooses among tokens at least this share as likely as the likeliest; 0 for all (arXiv:2407.01082)
 * @param repetitionPenalty divides positive and multiplies negative scores of tokens that prompt or answer already have; 1
 *     for none (arXiv:1909.05858)
 * @param stopStrings an answer ends where its text has one of them
 * @param badWords token sequences that an answer never has
 * @param minimumNewTokens an answer does not end with the end-of-sequence token before
 * @param maximumNewTokens an answer is cut off after
 * @param ignoreEnd whether the end-of-sequence token is an ordinary one
 */
public record SamplingSettings(
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        List<String> stopStrings,
        List<List<Integer>> badWords,
        int minimumNewTokens,
        int maximumNewTokens,
        boolean ignoreEnd) {
    /** Below it one over the temperature leaves what float32 can hold, and nothing but the likeliest token is left. */
    private static final double COLDEST = 1e-5;

    public SamplingSettings {
        temperature = temperature >= 0 && temperature < COLDEST ? 0 : temperature;
        stopStrings = List.copyOf(stopStrings);
        badWords = badWords.stream().map(List::copyOf).toList();
        require(temperature >= 0 && temperature <= Float.MAX_VALUE, "a temperature of at least 0", temperature);
        require(topK >= 0, "top-k of at least 0", topK);
        require(topP > 0 && topP <= 1, "top-p above 0 and at most 1", topP);
        require(minP >= 0 && minP <= 1, "min-p between 0 and 1", minP);
        require(repetitionPenalty > 0, "a repetition penalty above 0", repetitionPenalty);
        require(minimumNewTokens >= 0, "at least 0 minimum new tokens", minimumNewTokens);
        require(maximumNewTokens >= 1, "at least one new token", maximumNewTokens);
        require(
                minimumNewTokens <= maximumNewTokens,
                "a minimum of new tokens not above the maximum",
                minimumNewTokens);
        if (stopStrings.stream().anyMatch(String::isEmpty) || badWords.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("A stop string or a bad word is empty; leave it out.");
        }
    }

    public SamplingSettings(
            double temperature, int topK, double topP, int minimumNewTokens, int maximumNewTokens, boolean ignoreEnd) {
        this(temperature, topK, topP, 0, 1, List.of(), List.of(), minimumNewTokens, maximumNewTokens, ignoreEnd);
    }

    private static void require(boolean holds, String what, Number given) {
        if (!holds) {
            throw new IllegalArgumentException("Sampling needs " + what + ", not " + given + ".");
        }
    }

    /** Always the likeliest token. */
    public static SamplingSettings greedy(int maximumNewTokens) {
        return sampling(0, maximumNewTokens);
    }

    /** The model's own distribution at a temperature. */
    public static SamplingSettings sampling(double temperature, int maximumNewTokens) {
        return new SamplingSettings(temperature, 0, 1, 0, maximumNewTokens, false);
    }

    public SamplingSettings withTopK(int k) {
        return copy(temperature, k, topP, minP, repetitionPenalty);
    }

    public SamplingSettings withTopP(double p) {
        return copy(temperature, topK, p, minP, repetitionPenalty);
    }

    public SamplingSettings withMinP(double p) {
        return copy(temperature, topK, topP, p, repetitionPenalty);
    }

    public SamplingSettings withRepetitionPenalty(double penalty) {
        return copy(temperature, topK, topP, minP, penalty);
    }

    public SamplingSettings withStopStrings(List<String> strings) {
        return ending(strings, badWords, minimumNewTokens, ignoreEnd);
    }

    public SamplingSettings withBadWords(List<List<Integer>> words) {
        return ending(stopStrings, words, minimumNewTokens, ignoreEnd);
    }

    public SamplingSettings withMinimumNewTokens(int minimum) {
        return ending(stopStrings, badWords, minimum, ignoreEnd);
    }

    public SamplingSettings withIgnoreEnd(boolean ignore) {
        return ending(stopStrings, badWords, minimumNewTokens, ignore);
    }

    /** Whether some tokens cannot be drawn, however likely. */
    boolean isFiltered() {
        return topK > 0 || topP < 1 || minP > 0;
    }

    private SamplingSettings copy(double temperature, int topK, double topP, double minP, double penalty) {
        return new SamplingSettings(
                temperature,
                topK,
                topP,
                minP,
                penalty,
                stopStrings,
                badWords,
                minimumNewTokens,
                maximumNewTokens,
                ignoreEnd);
    }

    private SamplingSettings ending(List<String> stops, List<List<Integer>> words, int minimum, boolean ignore) {
        return new SamplingSettings(
                temperature, topK, topP, minP, repetitionPenalty, stops, words, minimum, maximumNewTokens, ignore);
    }
}
