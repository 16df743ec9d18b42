package dev.attune.lm.generate;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import dev.attune.lm.TransformerConfig.SpecialTokens;

/** One answer in the making. */
final class Row {
    private static final int UNIFORM_BITS = 23;

    private final int index;
    private final GenerationRequest request;
    private final int limit;
    private final boolean ignoreEnd;
    private final RandomGenerator random;
    private final int[] tokens;
    private final float[] policy;
    private final float[] sampling;
    private int size;
    private boolean ended;

    Row(int index, GenerationRequest request, int limit, boolean ignoreEnd) {
        this.index = index;
        this.request = request;
        this.limit = limit;
        this.ignoreEnd = ignoreEnd;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(request.seed());
        this.tokens = new int[limit];
        this.policy = new float[limit];
        this.sampling = new float[limit];
    }

    int index() {
        return index;
    }

    GenerationRequest request() {
        return request;
    }

    int limit() {
        return limit;
    }

    boolean isActive() {
        return !ended && size < limit;
    }

    int lastToken() {
        return tokens[size - 1];
    }

    /** Place of the last token in the row's own sequence. A finished row stays where it ended. */
    int lastPlace() {
        return request.prompt().length + size - 1;
    }

    /** In [0, 1) with 23 bits, so that its product with a float total always stays below that total. */
    float nextUniform() {
        return (random.nextInt() >>> (Integer.SIZE - UNIFORM_BITS)) * (1f / (1 << UNIFORM_BITS));
    }

    void add(int token, float policyLogProbability, float samplingLogProbability, SpecialTokens special) {
        tokens[size] = token;
        policy[size] = policyLogProbability;
        sampling[size] = samplingLogProbability;
        size++;
        ended = !ignoreEnd && special.isEnd(token);
    }

    Generation answer() {
        return new Generation(
                Arrays.copyOf(tokens, size),
                Arrays.copyOf(policy, size),
                Arrays.copyOf(sampling, size),
                ended ? FinishReason.END : FinishReason.LENGTH);
    }
}
