package dev.attune.lm.generate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.text.StreamingDecoder;
import dev.attune.lm.text.Tokenizer;

/** One answer in the making. */
final class Row {
    private final int index;
    private final GenerationRequest request;
    private final SamplingSettings settings;
    private final SpecialTokens special;
    private final int limit;
    private final RandomGenerator random;
    private final int[] tokens;
    private final float[] policy;
    private final float[] sampling;
    private final @Nullable BitSet seen;
    private final @Nullable StreamingDecoder decoder;
    private final StopText stops;
    private final StopTokens stopTokens;
    private final StringBuilder text = new StringBuilder();
    private int size;
    private @Nullable FinishReason finish;

    Row(
            int index,
            GenerationRequest request,
            int limit,
            SamplingSettings settings,
            SpecialTokens special,
            Tokenizer tokenizer) {
        this.index = index;
        this.request = request;
        this.settings = settings;
        this.special = special;
        this.limit = limit;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(request.seed());
        this.tokens = new int[limit];
        this.policy = new float[limit];
        this.sampling = new float[limit];
        this.seen = settings.repetitionPenalty() == 1 ? null : setOf(request.prompt());
        this.stops = new StopText(settings.stopStrings());
        this.stopTokens = StopTokens.of(settings.stopStrings(), tokenizer);
        this.decoder = settings.stopStrings().isEmpty() ? null : new StreamingDecoder(tokenizer);
    }

    private static BitSet setOf(int[] prompt) {
        BitSet set = new BitSet();
        Arrays.stream(prompt).forEach(set::set);
        return set;
    }

    int index() {
        return index;
    }

    GenerationRequest request() {
        return request;
    }

    /** Places of prompt and answer together, and of what the row's adapter puts before them. */
    int positions() {
        return request.adapter().places() + request.prompt().length + limit;
    }

    boolean isActive() {
        return finish == null;
    }

    int lastToken() {
        return tokens[size - 1];
    }

    /** In [0, 1). */
    double nextUniform() {
        return random.nextDouble();
    }

    /** Whether the next token must not be one that ends the answer. */
    boolean mustGoOn() {
        return !settings.ignoreEnd() && size < settings.minimumNewTokens();
    }

    /** Tokens of prompt and answer, if there is a penalty for repeating them. */
    @Nullable
    BitSet seen() {
        return seen;
    }

    /** Whether prompt and answer end with all of {@code word} but its last token. */
    boolean wouldComplete(List<Integer> word) {
        int before = word.size() - 1;
        int length = request.prompt().length + size;
        if (before > length) {
            return false;
        }
        for (int i = 0; i < before; i++) {
            if (tokenAt(length - before + i) != word.get(i)) {
                return false;
            }
        }
        return true;
    }

    private int tokenAt(int place) {
        int[] prompt = request.prompt();
        return place < prompt.length ? prompt[place] : tokens[place - prompt.length];
    }

    void add(int token, double policyLogProbability, double samplingLogProbability) {
        tokens[size] = token;
        policy[size] = (float) policyLogProbability;
        sampling[size] = (float) samplingLogProbability;
        size++;
        if (seen != null) {
            seen.set(token);
        }
        if (!settings.ignoreEnd() && special.isEnd(token)) {
            finish = FinishReason.END;
        } else if (decoder != null && (stopTokens.contains(token) ? flush(decoder) : isStopped(decoder, token))) {
            finish = FinishReason.STOP;
        } else if (size == limit) {
            finish = FinishReason.LENGTH;
        }
    }

    private boolean isStopped(StreamingDecoder pieces, int token) {
        text.append(stops.add(pieces.add(token)));
        if (size == limit) {
            text.append(stops.add(pieces.finish()));
        }
        return stops.isStopped();
    }

    /** The text up to a token that stops. */
    private boolean flush(StreamingDecoder pieces) {
        text.append(stops.add(pieces.finish())).append(stops.finish());
        return true;
    }

    void cancel() {
        finish = FinishReason.CANCELLED;
    }

    Generation answer() {
        FinishReason reason = finish == null ? FinishReason.CANCELLED : finish;
        return new Generation(
                Arrays.copyOf(tokens, size),
                Arrays.copyOf(policy, size),
                Arrays.copyOf(sampling, size),
                reason,
                reason == FinishReason.STOP ? text.toString() : null);
    }
}
