package dev.attune.lm.config;

import java.util.List;

/**
 * What sets one kind of transformer apart from another: values, never subclasses.
 *
 * @param positions how a token's place enters
 * @param normalization of the residual stream
 * @param attention its biases, norms and windows
 * @param feedForward the network after it
 * @param parallelResidual whether attention and the feed-forward network both read the block's input (GPT-NeoX), instead
 *     of one after the other
 */
public record Architecture(
        Positions positions,
        Normalization normalization,
        Attention attention,
        FeedForwardNetwork feedForward,
        boolean parallelResidual) {

    /** How a token's place enters. */
    public sealed interface Positions {}

    /**
     * Rotary position embedding.
     *
     * @param theta base of the wavelengths
     * @param size how many of a head's first numbers are turned; the rest stay as they are
     * @param scaling how wavelengths are stretched for long texts
     */
    public record Rotary(double theta, int size, RopeScaling scaling) implements Positions {
        public Rotary {
            if (size % 2 != 0 || size < 2) {
                throw new IllegalArgumentException(
                        "The rotary embedding turns pairs, so that it cannot turn " + size + " numbers of a head.");
            }
            if (!(theta > 0)) {
                throw new IllegalArgumentException("rope_theta must be positive, but is " + theta + ".");
            }
        }
    }

    /** A learned vector for each place, added to the token's (GPT-2). */
    public record Learned() implements Positions {}

    /** The two usual norms. */
    public enum NormKind {
        /** By the root of the mean square, with a weight. */
        RMS,
        /** By mean and variance, with a weight and a bias. */
        LAYER
    }

    /**
     * The norm of the residual stream.
     *
     * @param epsilon added to the mean square or the variance
     */
    public record Normalization(NormKind kind, double epsilon) {
        public Normalization {
            if (!(epsilon >= 0 && epsilon < 1)) {
                throw new IllegalArgumentException("The epsilon of the norms must be small, but is " + epsilon + ".");
            }
        }
    }

    /** How a checkpoint holds queries, keys and values, which are one product here in any case. */
    public enum Fusion {
        /** Three layers. */
        SEPARATE,
        /** One layer: all queries, all keys, all values (GPT-2). */
        JOINED,
        /** One layer: the query, key and value of the first head, then those of the second (GPT-NeoX). */
        INTERLEAVED
    }

    /**
     * Attention.
     *
     * @param inputBias whether queries, keys and values have biases
     * @param outputBias whether the output layer has one
     * @param headNorm whether each query and key head is normalized before it is turned (Qwen3)
     * @param fusion how the checkpoint holds queries, keys and values
     * @param windows for each layer, how many tokens a query sees, itself included, or 0 for all; empty if all see all
     */
    public record Attention(
            boolean inputBias, boolean outputBias, boolean headNorm, Fusion fusion, List<Integer> windows) {
        public Attention {
            windows = List.copyOf(windows);
            if (windows.stream().anyMatch(window -> window < 0)
                    || windows.stream().filter(window -> window > 0).distinct().count() > 1) {
                throw new IllegalArgumentException(
                        "sliding_window must be positive and the same in all layers that have one, but is " + windows
                                + ".");
            }
        }

        /** The window of the layers that have one; 0 if none has. */
        public int window() {
            return windows.stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        /** The window of one layer; 0 if it sees all. */
        public int window(int layer) {
            return windows.isEmpty() ? 0 : windows.get(layer);
        }
    }

    /**
     * The feed-forward network.
     *
     * @param gated {@code down(activation(gate(x)) * up(x))}; otherwise {@code down(activation(up(x)))}
     * @param bias whether its layers have biases
     */
    public record FeedForwardNetwork(Activation activation, boolean gated, boolean bias) {}

    /** Llama: rotary turns of whole heads, RMS norms, a gated network with silu, no biases. */
    public static Architecture llama(double ropeTheta, int headSize, double rmsEpsilon) {
        return new Architecture(
                new Rotary(ropeTheta, headSize, new RopeScaling.None()),
                new Normalization(NormKind.RMS, rmsEpsilon),
                new Attention(false, false, false, Fusion.SEPARATE, List.of()),
                new FeedForwardNetwork(Activation.SILU, true, false),
                false);
    }
}
