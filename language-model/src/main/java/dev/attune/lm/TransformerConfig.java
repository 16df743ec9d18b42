package dev.attune.lm;

import java.util.List;

import dev.attune.lm.torch.Dtype;

/**
 * The sizes of a Llama-architecture transformer; variants are values here, never subclasses.
 *
 * @param modelType Hugging Face's {@code model_type}
 * @param hiddenSize width of the residual stream (H)
 * @param layers number of blocks
 * @param heads number of query heads (A)
 * @param keyValueHeads number of key and value heads (K), a divisor of {@code heads}
 * @param headSize width of one head (D)
 * @param intermediateSize width inside the feed-forward network (F)
 * @param vocabularySize number of token ids (V)
 * @param maximumPositions longest sequence that the model was made for
 * @param ropeTheta base of the rotary embedding's wavelengths
 * @param rmsEpsilon added to the mean square in {@link RmsNorm}
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
        double ropeTheta,
        double rmsEpsilon,
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
        if (headSize % 2 != 0) {
            throw new IllegalArgumentException("head_dim (" + headSize + ") must be even for the rotary embedding.");
        }
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
                ropeTheta,
                rmsEpsilon,
                tiedEmbeddings,
                tokens);
    }

    /** Weights in the whole model, tied ones counted once. */
    public long parameterCount() {
        long embedding = (long) vocabularySize * hiddenSize;
        long attention = (long) hiddenSize * headSize * (2L * heads + 2L * keyValueHeads);
        long feedForward = 3L * hiddenSize * intermediateSize;
        return embedding * (tiedEmbeddings ? 1 : 2) + layers * (attention + feedForward + 2L * hiddenSize) + hiddenSize;
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
