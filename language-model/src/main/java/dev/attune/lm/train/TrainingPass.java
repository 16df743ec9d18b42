package dev.attune.lm.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.ForwardContext;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.layer.RmsNorm;
import dev.attune.lm.layer.TransformerBlock;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.narrow;

/**
 * A forward pass whose backward pass goes block by block under our own control. Make a loss of {@link #hiddenStates},
 * take it backwards, then call {@link #backward}:
 *
 * <pre>{@code
 * TrainingPass pass = transformer.trainingPass(batch, adapter, Checkpointing.OFF);
 * CausalLoss.backward(transformer, answers.predictingStates(pass.hiddenStates()), answers.targets(), 1.0 / tokens);
 * pass.backward();
 * }</pre>
 *
 * <p>Everything belongs to the manager of the batch. Blocks of the Llama kind are run by {@link LeanBlock}, all others are
 * recorded by libtorch, one at a time.
 */
public final class TrainingPass {
    /** One part of the pass: takes the gradient of its output, gives that of its input. */
    @FunctionalInterface
    private interface Stage {
        NDArray backward(NDArray gradient);
    }

    private final NDManager manager;
    private final ForwardContext context;
    private final Checkpointing checkpointing;
    private final Consumer<NDArray> embedding;
    private final Deque<Stage> stages = new ArrayDeque<>();
    private NDArray last;

    /**
     * Runs the layers from {@code embedded}, which is taken over.
     *
     * @param batch what was embedded, virtual tokens of the adapter included
     * @param embedding takes the gradient of {@code embedded}
     */
    public TrainingPass(
            Layers layers,
            Embedded embedded,
            TokenBatch batch,
            ForwardContext context,
            Checkpointing checkpointing,
            Consumer<NDArray> embedding) {
        this.manager = embedded.tokens().getManager();
        this.context = context;
        this.checkpointing = checkpointing;
        this.embedding = embedding;
        Adapter adapter = context.adapter();
        NDArray x = embedded.tokens();
        try (var recording = Autograd.off()) {
            x = adapter.addsOnlyToLinears() ? x : recorded(x, input -> adapter.embedded(input, batch));
            x = embedded.positions() == null ? x : x.add(embedded.positions()); // whose gradient is that of the sum
            List<TransformerBlock> blocks =
                    layers.blocks().stream().map(adapter::block).toList();
            Norm norm = adapter.norm(layers.finalNorm());
            boolean lean = adapter.isLean() && blocks.stream().allMatch(TransformerBlock::isLean);
            this.last = Autograd.leaf(
                    lean && norm instanceof RmsNorm own ? lean(x, blocks, own, layers) : recorded(x, blocks, norm));
        }
    }

    /** Of vectors (B, P + T, H) those (B, T, H) after the adapter's P virtual tokens. */
    private static NDArray ofText(NDArray x, Adapter adapter) {
        int virtual = adapter.virtualTokens();
        return narrow(x, 1, virtual, x.getShape().get(1) - virtual);
    }

    /**
     * What the first block is given: the sum.
     *
     * @param tokens (B, T, H), before the adapter changes them
     * @param positions (B or 1, T, H) where they are learned
     */
    public record Embedded(NDArray tokens, @Nullable NDArray positions) {}

    /** What the pass runs through. */
    public record Layers(TransformerConfig config, Dtype compute, List<TransformerBlock> blocks, Norm finalNorm) {}

    /** The vectors (B, T, H) after the final norm: a leaf, whose gradient is where {@link #backward} begins. */
    public NDArray hiddenStates() {
        return last;
    }

    /** Takes the gradient that has been collected by {@link #hiddenStates} through the transformer; once. */
    public void backward() {
        NDArray gradient = Autograd.gradient(last);
        if (gradient == null) {
            throw new IllegalStateException("The hidden states have no gradient: take a loss of them backwards first.");
        }
        try (var recording = Autograd.off()) {
            while (!stages.isEmpty()) {
                try (NDArray output = gradient) {
                    gradient = stages.pop().backward(output);
                }
            }
            embedding.accept(gradient);
        }
        gradient.close();
    }

    private NDArray lean(NDArray x, List<TransformerBlock> blocks, RmsNorm norm, Layers layers) {
        List<LeanBlock> lean = blocks.stream()
                .map(block -> new LeanBlock(block, layers.config(), layers.compute(), context.adapter()))
                .toList();
        // the casts of weights that train are dropped after each block, while another lane may need them
        boolean apart = layers.compute() == Dtype.FLOAT32
                || blocks.stream().flatMap(block -> block.parameters().stream()).noneMatch(Parameter::isTrained);
        LeanRows.Layers through = new LeanRows.Layers(lean, norm);
        LeanRows.Run run = LeanRows.run(
                x,
                through,
                context,
                checkpointing,
                apart && !manager.getDevice().isGpu());
        stages.push(run.backward()::apply);
        return run.output();
    }

    private NDArray recorded(NDArray embedded, List<TransformerBlock> blocks, Norm norm) {
        NDArray x = embedded;
        for (TransformerBlock block : blocks) {
            x = recorded(x, input -> block.forward(input, context));
        }
        x = context.adapter().virtualTokens() == 0 ? x : recorded(x, input -> ofText(input, context.adapter()));
        return recorded(x, norm::forward);
    }

    /** Runs {@code layer} as a graph of its own; with checkpointing only when the gradient comes. */
    private NDArray recorded(NDArray x, UnaryOperator<NDArray> layer) {
        NDArray leaf = Autograd.leaf(x);
        x.close();
        if (checkpointing == Checkpointing.PER_BLOCK) {
            stages.push(gradient -> through(leaf, record(leaf, layer), gradient));
            return layer.apply(Autograd.detach(leaf));
        }
        NDArray output = record(leaf, layer);
        stages.push(gradient -> through(leaf, output, gradient));
        return Autograd.detach(output);
    }

    /** A layer may close what it is given: so it gets a view of the leaf. */
    private static NDArray record(NDArray leaf, UnaryOperator<NDArray> layer) {
        try (var recording = Autograd.on()) {
            return layer.apply(leaf.reshape(leaf.getShape()));
        }
    }

    private static NDArray through(NDArray leaf, NDArray output, NDArray gradient) {
        Autograd.backward(output, gradient);
        output.close();
        NDArray input = Autograd.gradient(leaf);
        NDArray own =
                input == null ? leaf.zerosLike() : input; // an embedding in the place of the model's uses none of it
        leaf.close();
        return own;
    }
}
