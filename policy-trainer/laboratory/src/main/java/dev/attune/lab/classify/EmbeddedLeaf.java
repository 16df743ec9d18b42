package dev.attune.lab.classify;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.layer.TransformerBlock;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.weight.Parameter;

/** An adapter as it is, but what the blocks are given is a leaf that collects a gradient: the embedded tokens of a pass. */
final class EmbeddedLeaf implements Adapter {

    private final Adapter inner;
    private @Nullable NDArray leaf;

    EmbeddedLeaf(Adapter inner) {
        this.inner = inner;
    }

    /** The gradient (B, P + T, H) of the embedded tokens, the adapter's P virtual ones included. */
    NDArray gradient() {
        NDArray gradient = leaf == null ? null : Autograd.gradient(leaf);
        if (gradient == null) {
            throw new IllegalStateException("Nothing was passed back");
        }
        return gradient;
    }

    @Override
    public NDArray embedded(NDArray x, TokenBatch batch) {
        NDArray whole = Autograd.leaf(inner.embedded(x, batch));
        leaf = whole;
        return whole.reshape(whole.getShape()); // the blocks close what they are given
    }

    @Override
    public @Nullable NDArray delta(Linear layer, NDArray input) {
        return inner.delta(layer, input);
    }

    @Override
    public int virtualTokens() {
        return inner.virtualTokens();
    }

    @Override
    public int prefixTokens() {
        return inner.prefixTokens();
    }

    @Override
    public boolean changes(Linear layer) {
        return inner.changes(layer);
    }

    @Override
    public NDArray input(Linear layer, NDArray input) {
        return inner.input(layer, input);
    }

    @Override
    public NDArray output(Linear layer, NDArray output) {
        return inner.output(layer, output);
    }

    @Override
    public Norm norm(Norm norm) {
        return inner.norm(norm);
    }

    @Override
    public Linear head(Linear head) {
        return inner.head(head);
    }

    @Override
    public TransformerBlock block(TransformerBlock block) {
        return inner.block(block);
    }

    @Override
    public @Nullable Prefix prefix(int layer, NDManager step) {
        return inner.prefix(layer, step);
    }

    @Override
    public NDArray after(SubLayer subLayer, int layer, NDArray output) {
        return inner.after(subLayer, layer, output);
    }

    @Override
    public List<Parameter> parameters() {
        return inner.parameters();
    }
}
