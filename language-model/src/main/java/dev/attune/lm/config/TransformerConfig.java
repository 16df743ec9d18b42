package dev.attune.lm.config;

import java.util.List;

import dev.attune.lm.config.Architecture.Attention;
import dev.attune.lm.config.Architecture.Fusion;
import dev.attune.lm.config.Architecture.Learned;
import dev.attune.lm.config.Architecture.NormKind;
import dev.attune.lm.config.Architecture.Rotary;
import dev.attune.lm.torch.Dtype;

/**
 * The sizes of a transformer, and as values what sets its {@link Architecture} apart.
 *
 * @param modelType Hugging Face's {@code model_type}
 * @param hiddenSize width of the residual stream (H)
 * @param layers number of blocks
 * @param heads number of query heads (A)
 * @param keyValueHeads number of key and value heads (K), a divisor of {@code heads}
 * @param headSize width of one head (D)
 * @param intermediateSize width inside the feed-forward network (F)
 * @param vocabularySize number of token ids (V)
 * @param maximumPositions longest sequence that the model was made for, with any stretching by {@link RopeScaling}
 * @param architecture what kind of transformer it is
 * @param tiedEmbeddings whether the output projection is the embedding itself
 * @param specialTokens beginning, end and padding ids
 */
public record TransformerConfig(
        String modelType,
        int hiddenSize,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int intermediateSize,
        int vocabularySize,
        int maximumPositions,
        Architecture architecture,
        boolean tiedEmbeddings,
        SpecialTokens specialTokens) {

    /**
     * The ids of tokens that are not text.
     *
     * @param beginning id that starts a text, or -1
     * @param ends ids that end an answer
     * @param padding id that fills a batch; any id will do, since masks hide it
     */
    public record SpecialTokens(int beginning, List<Integer> ends, int padding) {
        public SpecialTokens {
            ends = List.copyOf(ends);
        }

        /** Whether {@code token} ends an answer. */
        public boolean isEnd(int token) {
            return ends.contains(token);
        }
    }

    public TransformerConfig {
        requirePositive(hiddenSize, "hidden_size");
        requirePositive(layers, "num_hidden_layers");
        requirePositive(heads, "num_attention_heads");
        requirePositive(keyValueHeads, "num_key_value_heads");
        requirePositive(headSize, "head_dim");
        requirePositive(intermediateSize, "intermediate_size");
        requirePositive(vocabularySize, "vocab_size");
        requirePositive(maximumPositions, "max_position_embeddings");
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException("num_attention_heads (" + heads
                    + ") must be a multiple of num_key_value_heads (" + keyValueHeads + ").");
        }
        if (architecture.positions() instanceof Rotary rotary && rotary.size() > headSize) {
            throw new IllegalArgumentException(
                    "The rotary embedding cannot turn " + rotary.size() + " of " + headSize + " numbers of a head.");
        }
        int windows = architecture.attention().windows().size();
        if (windows != 0 && windows != layers) {
            throw new IllegalArgumentException(
                    "layer_types has " + windows + " entries, but there are " + layers + " layers.");
        }
        if (architecture.attention().fusion() != Fusion.SEPARATE && heads != keyValueHeads) {
            throw new IllegalArgumentException("Queries, keys and values in one layer need as many of each.");
        }
    }

    /** A transformer of Llama's own architecture; {@code headSize} must be even for the rotary embedding. */
    public TransformerConfig(
            String modelType,
            int hiddenSize,
            int layers,
            int heads,
            int keyValueHeads,
            int headSize,
            int intermediateSize,
            int vocabularySize,
            int maximumPositions,
            double ropeTheta,
            double rmsEpsilon,
            boolean tiedEmbeddings,
            SpecialTokens specialTokens) {
        this(
                modelType,
                hiddenSize,
                layers,
                heads,
                keyValueHeads,
                headSize,
                intermediateSize,
                vocabularySize,
                maximumPositions,
                Architecture.llama(ropeTheta, headSize, rmsEpsilon),
                tiedEmbeddings,
                specialTokens);
    }

    /** A small model with the usual Llama constants, for {@code attune-tiny} and for tests. */
    public static TransformerConfig tiny(int vocabularySize, int hiddenSize, int layers, int heads, int keyValueHeads) {
        return new TransformerConfig(
                "llama",
                hiddenSize,
                layers,
                heads,
                keyValueHeads,
                hiddenSize / heads,
                roundUp(hiddenSize * 8 / 3, 32),
                vocabularySize,
                512,
                10_000,
                1e-5,
                true,
                new SpecialTokens(0, List.of(0), 0));
    }

    public TransformerConfig withSpecialTokens(SpecialTokens tokens) {
        return new TransformerConfig(
                modelType,
                hiddenSize,
                layers,
                heads,
                keyValueHeads,
                headSize,
                intermediateSize,
                vocabularySize,
                maximumPositions,
                architecture,
                tiedEmbeddings,
                tokens);
    }

    /** How Hugging Face names the weights. */
    public WeightNames names() {
        return WeightNames.of(modelType);
    }

    /** Weights in the whole model, tied ones counted once. */
    public long parameterCount() {
        long embedding = (long) vocabularySize * hiddenSize;
        long positions = architecture.positions() instanceof Learned ? (long) maximumPositions * hiddenSize : 0;
        return embedding * (tiedEmbeddings ? 1 : 2) + positions + layers * blockParameters() + normParameters();
    }

    private long blockParameters() {
        Attention attention = architecture.attention();
        long queryKeyValue = headSize * (heads + 2L * keyValueHeads);
        long mixed = (long) headSize * heads;
        long inner = (architecture.feedForward().gated() ? 2L : 1L) * intermediateSize;
        long matrices = hiddenSize * (queryKeyValue + mixed + inner + intermediateSize);
        long biases = (attention.inputBias() ? queryKeyValue : 0)
                + (attention.outputBias() ? hiddenSize : 0)
                + (architecture.feedForward().bias() ? inner + hiddenSize : 0);
        return matrices + biases + 2 * normParameters() + (attention.headNorm() ? 2L * headSize : 0);
    }

    private long normParameters() {
        return (architecture.normalization().kind() == NormKind.LAYER ? 2L : 1L) * hiddenSize;
    }

    /** Bytes of the key-value cache for one row and one position. */
    public long cacheBytesPerToken(Dtype compute) {
        return 2L * layers * keyValueHeads * headSize * compute.bytes();
    }

    private static int roundUp(int value, int multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }

    private static void requirePositive(int value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException("config.json: " + name + " must be positive, but is " + value + ".");
        }
    }
}
