package dev.attune.lm.layer;

import java.util.List;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Lanes;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.to;

/**
 * What is added to a frozen model: an argument of each forward pass, so that switching it off, or to another one, costs
 * nothing and threads do not disturb each other.
 */
public interface Adapter {
    /** The model as it is. */
    Adapter NONE = new Adapter() {
        @Override
        public @Nullable NDArray delta(Linear layer, NDArray input) {
            return null;
        }

        @Override
        public @Nullable NDArray backward(Linear layer, NDArray input, NDArray gradient) {
            return null;
        }

        @Override
        public boolean addsOnlyToLinears() {
            return true;
        }

        @Override
        public boolean changes(Linear layer) {
            return false;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public String toString() {
            return "no adapter";
        }
    };

    /**
     * What to add to the output of a linear layer.
     *
     * @param layer with the names of its parts
     * @param input (..., in)
     * @return (..., out), out counting all parts, in the type of the input; or null for nothing
     */
    @Nullable
    NDArray delta(Linear layer, NDArray input);

    /**
     * Takes the gradient (..., out) of {@link #delta} for {@code input} to the adapter's own weights; not recorded.
     *
     * @return its share of the input's gradient, or null for nothing
     */
    default @Nullable NDArray backward(Linear layer, NDArray input, NDArray gradient) {
        NDArray leaf = Autograd.leaf(input);
        NDArray delta = recordedDelta(layer, leaf);
        if (delta == null) {
            return null;
        }
        Lanes.inOrder(() -> Autograd.backward(delta, gradient));
        return Autograd.gradient(leaf);
    }

    private @Nullable NDArray recordedDelta(Linear layer, NDArray leaf) {
        try (var recording = Autograd.on()) {
            return delta(layer, leaf);
        }
    }

    /**
     * Whether the adapter does nothing but what {@link #delta} says. Such adapters are served by faster passes, which call
     * none of the methods below.
     */
    default boolean addsOnlyToLinears() {
        return false;
    }

    /**
     * Whether the training pass that is written by hand serves: inside of blocks the adapter does nothing but what its methods
     * for linear layers and {@link #norm} say, and those have their backward methods.
     */
    default boolean isLean() {
        return addsOnlyToLinears();
    }

    /**
     * Whether decoding one token after another needs nothing but {@link #delta}, {@link #input}, {@link #output} and
     * {@link #norm}: then the fast decoder serves.
     */
    default boolean decodesFast() {
        return addsOnlyToLinears();
    }

    /** What later passes over a row need of this adapter, once a first one has filled the row's cache. */
    default Adapter afterPrompt() {
        return this;
    }

    /**
     * Vectors before each text, as if they were its first tokens: the transformer makes room for them, {@link #embedded}
     * fills it. Passes give the states of the text alone.
     */
    default int virtualTokens() {
        return 0;
    }

    /** Places of {@link #prefix}: the text's first token has this position. */
    default int prefixTokens() {
        return 0;
    }

    /** The {@link #virtualTokens} of one row of a batch: fewer, where rows differ. */
    default int virtualTokens(int row) {
        return virtualTokens();
    }

    /** The {@link #prefixTokens} of one row of a batch: fewer, where rows differ; then they are the last of its prefix. */
    default int prefixTokens(int row) {
        return prefixTokens();
    }

    /** Places of the context that the adapter takes before each text. */
    default int places() {
        return virtualTokens() + prefixTokens();
    }

    /**
     * Whether {@link #delta} may add something to this layer; false lets the layers below be computed once for many passes, and, if
     * it does not {@link #scales} either, the way back through the layer need nothing but its weight.
     */
    default boolean changes(Linear layer) {
        return true;
    }

    /** Whether {@link #input} or {@link #output} may change what this layer gets or gives. */
    default boolean scales(Linear layer) {
        return !addsOnlyToLinears();
    }

    /** Whether {@link #outputBackward} is quicker where this layer's output has been kept. */
    default boolean asksForOutput(Linear layer) {
        return false;
    }

    /**
     * The embedded tokens (B, T, H) with what the adapter makes of them. A soft prompt puts its vectors at the places of
     * its {@link #virtualTokens}, which {@code batch} counts among the tokens of each row.
     */
    default NDArray embedded(NDArray x, TokenBatch batch) {
        return x;
    }

    /** What a linear layer (or several joined ones) gets instead of {@code input} (B, T, in). */
    default NDArray input(Linear layer, NDArray input) {
        return input;
    }

    /** What a linear layer (or several joined ones) gives instead of {@code output} (B, T, out): scaled keys, for instance. */
    default NDArray output(Linear layer, NDArray output) {
        return output;
    }

    /**
     * Takes the gradient of {@link #output} to the adapter's own weights; not recorded.
     *
     * @param forward what was computed on the way
     * @return the gradient of what {@link #output} was given
     */
    default NDArray outputBackward(Linear layer, Forward forward, NDArray gradient) {
        return gradient;
    }

    /**
     * Takes the gradient of {@link #input} to the adapter's own weights; not recorded.
     *
     * @param input what {@link #input} was given
     * @return the gradient of that
     */
    default NDArray inputBackward(Linear layer, NDArray input, NDArray gradient) {
        return gradient;
    }

    /** The norm in whose place {@code norm} stands: that itself, or one of the same kind with weights of the adapter's. */
    default Norm norm(Norm norm) {
        return norm;
    }

    /**
     * The output projection in whose place {@code head} stands: that itself, or one of the adapter's. Who turns states into
     * scores asks for it by way of {@code Transformer.with}.
     */
    default Linear head(Linear head) {
        return head;
    }

    /** Whether {@link #delta} adds to what the head gives, too: to the scores of next tokens. */
    default boolean addsToScores() {
        return false;
    }

    /** The block in whose place {@code block} stands: that itself, or one of the adapter's. */
    default TransformerBlock block(TransformerBlock block) {
        return block;
    }

    /**
     * Keys and values that all queries of a layer see before those of the text: {@link #prefixTokens} of them.
     *
     * @param step owner of what is made for the pass
     */
    default @Nullable Prefix prefix(int layer, NDManager step) {
        return null;
    }

    /**
     * Takes the gradient (B, K, P, D) of keys and values of {@link #prefix} to the adapter's own weights; not recorded.
     *
     * @param step owner of what is made for the pass
     */
    default void prefixBackward(int layer, Prefix gradient, NDManager step) {
        NDArray both = recordedPrefix(layer, step);
        if (both == null) {
            return;
        }
        boolean shared = both.getShape().get(0) == 2;
        NDArray keys = shared ? gradient.keys().sum(new int[] {0}, true) : gradient.keys();
        NDArray values = shared ? gradient.values().sum(new int[] {0}, true) : gradient.values();
        NDArray joined = to(keys.concat(values, 0), Tensors.dtype(both));
        Lanes.inOrder(() -> Autograd.backward(both, joined));
    }

    /** Keys, then values, (2B or 2, K, P, D). */
    private @Nullable NDArray recordedPrefix(int layer, NDManager step) {
        try (var recording = Autograd.on()) {
            Prefix made = prefix(layer, step);
            return made == null ? null : made.keys().concat(made.values(), 0);
        }
    }

    /** What is added to the residual stream instead of {@code output} (B, T, H): a bottleneck's place. */
    default NDArray after(SubLayer subLayer, int layer, NDArray output) {
        return output;
    }

    /**
     * Keys and values of places before the text; keys as after the rotary turn.
     *
     * @param keys (B or 1, K, P, D) in the compute type
     * @param values the same
     */
    record Prefix(NDArray keys, NDArray values) {}

    /**
     * What {@link #output} was given and gave.
     *
     * @param product makes what it was given anew: a product of matrices
     * @param output what it gave, where that has been kept
     */
    record Forward(Supplier<NDArray> product, @Nullable NDArray output) {}

    /** The two parts of a block. */
    enum SubLayer {
        ATTENTION,
        FEED_FORWARD
    }

    /** The adapter's own weights. */
    List<Parameter> parameters();
}
