package dev.attune.lm.train;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.FeedForward;
import dev.attune.lm.layer.ForwardContext;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.RmsNorm;
import dev.attune.lm.layer.RotaryEmbedding;
import dev.attune.lm.layer.TransformerBlock;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.GradientOperators.multiplyInto;
import static dev.attune.lm.torch.GradientOperators.siluBackward;
import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.silu;
import static java.util.Objects.requireNonNull;

/**
 * The training pass of one block with its gradient written by hand: a third of the memory of the recorded pass, since what
 * costs little (norms, the activation) is computed again, and fewer passes over what it has.
 *
 * <p>Nothing here is recorded; {@code TrainingPassTest} compares the gradients with recorded ones.
 */
public final class LeanBlock {
    private final TransformerBlock block;
    private final RmsNorm attentionNorm;
    private final RmsNorm feedForwardNorm;
    private final TransformerConfig config;
    private final BlockedAttention attention;

    /** For a block that {@link TransformerBlock#isLean}, with an adapter that is, too. */
    LeanBlock(TransformerBlock block, TransformerConfig config, Dtype compute, Adapter adapter) {
        this.block = block;
        this.attentionNorm = (RmsNorm) adapter.norm(block.attentionNorm());
        this.feedForwardNorm = (RmsNorm) adapter.norm(block.feedForwardNorm());
        this.config = config;
        this.attention = new BlockedAttention(config, compute);
    }

    /**
     * What the backward pass needs of the forward pass.
     *
     * @param x (B, T, H) the block's input
     * @param heads (B, T, A + 2K, D): queries and keys, turned, then values
     * @param probabilities of attention, where they are not made once more
     * @param mixed (B, T, A * D): what attention gives
     * @param attended (B, T, H): the input with the attention's output added
     * @param gateUp (B, T, 2F)
     * @param scaled outputs of layers that the adapter scales
     */
    record Kept(
            NDArray x,
            NDArray inverseRoot,
            NDArray heads,
            List<NDArray> probabilities,
            NDArray mixed,
            NDArray attended,
            NDArray attendedInverseRoot,
            NDArray gateUp,
            Scaled scaled) {
        void attach(NDManager manager) {
            all().forEach(array -> array.attach(manager));
        }

        /** Frees everything but the block's input. */
        void closeAllButInput() {
            all().stream().filter(array -> array != x).forEach(NDArray::close);
        }

        private List<NDArray> all() {
            Stream<@Nullable NDArray> single = Stream.of(
                    x, inverseRoot, heads, mixed, attended, attendedInverseRoot, gateUp, scaled.attention, scaled.down);
            return Stream.concat(probabilities.stream(), single.filter(Objects::nonNull))
                    .toList();
        }
    }

    /**
     * What the last layers of attention and of the feed-forward network gave (B, T, H), where the adapter scales it: the scales'
     * gradients would else take those products once more.
     */
    private static final class Scaled {
        private @Nullable NDArray attention;
        private @Nullable NDArray down;
    }

    /** Runs the block from {@code x} up to the activation; what is kept belongs to {@code keeper}, all else is freed. */
    Kept keep(NDArray x, ForwardContext context, NDManager keeper) {
        try (NDManager scratch = keeper.newSubManager()) {
            x.attach(scratch);
            NDArray root = attentionNorm.inverseRoot(x);
            NDArray heads = heads(attentionNorm.forward(x, root), context);
            BlockedAttention.Attended mix =
                    attention.forward(heads, block.attention().mask(context), prefix(context, scratch));
            NDArray mixed = mix.mixed();
            Scaled scaled = new Scaled();
            NDArray attention = block.attention().output().forward(mixed, context.adapter());
            scaled.attention = ifScaled(block.attention().output(), attention, context.adapter());
            NDArray attended = scaled.attention == null ? attention.addi(x) : attention.add(x);
            NDArray attendedRoot = feedForwardNorm.inverseRoot(attended);
            NDArray normed = feedForwardNorm.forward(attended, attendedRoot);
            NDArray gateUp = block.feedForward().gateUp().forward(normed, context.adapter());
            Kept kept = new Kept(x, root, heads, mix.probabilities(), mixed, attended, attendedRoot, gateUp, scaled);
            kept.attach(keeper);
            return kept;
        }
    }

    /** The block's output (B, T, H), owned as {@code kept} is. */
    NDArray output(Kept kept, ForwardContext context) {
        NDManager outer = kept.gateUp().getManager();
        try (NDManager scratch = outer.newSubManager()) {
            NDArray product = activated(kept, scratch);
            NDArray down = block.feedForward().down().forward(product, context.adapter());
            NDArray scaled = ifScaled(block.feedForward().down(), down, context.adapter());
            NDArray output = scaled == null ? down.addi(kept.attended()) : down.add(kept.attended());
            if (scaled != null) {
                scaled.attach(outer);
            }
            kept.scaled().down = scaled;
            output.attach(outer);
            releaseCasts();
            return output;
        }
    }

    private static @Nullable NDArray ifScaled(Linear layer, NDArray output, Adapter adapter) {
        return adapter.asksForOutput(layer) ? output : null;
    }

    /** Casting a master again costs far less than keeping the casts of all blocks through the pass. */
    private void releaseCasts() {
        block.linears().forEach(linear -> linear.weight().releaseCast());
    }

    private NDArray activated(Kept kept, NDManager scratch) {
        NDArray product = silu(gate(kept.gateUp()));
        product.attach(scratch);
        try (NDArray up = up(kept.gateUp())) {
            return product.muli(up);
        }
    }

    /** The gradient of the input for that of the output, both (B, T, H) in the compute type; weights collect theirs. */
    NDArray backward(NDArray gradient, Kept kept, ForwardContext context) {
        NDManager outer = gradient.getManager();
        try (NDManager scratch = outer.newSubManager()) {
            NDArray local = gradient.duplicate();
            local.attach(scratch);
            kept.attach(scratch);
            NDArray attended = feedForwardBackward(local, kept, context.adapter());
            NDArray heads = attentionBackward(attended, kept, context);
            Linear queryKeyValue = block.attention().queryKeyValue();
            NDArray joined = context.adapter().asksForOutput(queryKeyValue) ? turnedBack(kept.heads(), context) : null;
            NDArray through = queryKeyValue.backward(
                    heads, () -> attentionNorm.forward(kept.x(), kept.inverseRoot()), joined, context.adapter());
            NDArray input = attended.addi(attentionNorm.backward(through, kept.x(), kept.inverseRoot()));
            input.attach(outer);
            releaseCasts();
            return input;
        }
    }

    /** The gradient of {@code attended}, the input of the norm before the feed-forward network. */
    private NDArray feedForwardBackward(NDArray gradient, Kept kept, Adapter adapter) {
        FeedForward network = block.feedForward();
        NDArray gate = gate(kept.gateUp());
        NDArray up = up(kept.gateUp());
        NDArray activated = silu(gate);
        NDArray both = Tensors.empty(
                gradient.getManager(),
                Tensors.dtype(gradient),
                kept.gateUp().getShape().getShape());
        try (NDArray inner =
                network.down().backward(gradient, () -> activated.mul(up), kept.scaled().down, adapter)) { // (B, T, F)
            multiplyInto(up(both), inner, activated);
            siluBackward(inner.muli(up), gate, gate(both));
        }
        activated.close();
        NDArray through = network.gateUp()
                .backward(
                        both,
                        () -> feedForwardNorm.forward(kept.attended(), kept.attendedInverseRoot()),
                        kept.gateUp(),
                        adapter);
        both.close();
        return gradient.addi(feedForwardNorm.backward(through, kept.attended(), kept.attendedInverseRoot()));
    }

    /** The gradient (B, T, (A + 2K) D) of the joined product of queries, keys and values. */
    private NDArray attentionBackward(NDArray attended, Kept kept, ForwardContext context) {
        NDArray gradient =
                block.attention().output().backward(attended, kept::mixed, kept.scaled().attention, context.adapter());
        Adapter.Prefix prefix = prefix(context, attended.getManager());
        BlockedAttention.Gradients gradients = attention.backward(
                gradient, kept.heads(), kept.probabilities(), block.attention().mask(context), prefix);
        if (gradients.prefix() != null) {
            context.adapter().prefixBackward(block.attention().layer(), gradients.prefix(), attended.getManager());
        }
        return turnedBack(gradients.heads(), context);
    }

    /** Heads (B, T, A + 2K, D), turned, as (B, T, (A + 2K) D) before the turn; overwrites them. */
    private NDArray turnedBack(NDArray heads, ForwardContext context) {
        Shape shape = heads.getShape();
        NDArray turned = narrow(heads, 2, 0, config.heads() + config.keyValueHeads());
        copyInto(turned, block.attention().rotary().turnBack(turned, turn(context)));
        return heads.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3));
    }

    private Adapter.@Nullable Prefix prefix(ForwardContext context, NDManager step) {
        return context.adapter().prefix(block.attention().layer(), step);
    }

    private NDArray heads(NDArray normed, ForwardContext context) {
        Shape shape = normed.getShape();
        int turning = config.heads() + config.keyValueHeads();
        NDArray heads = block.attention()
                .queryKeyValue()
                .forward(normed, context.adapter())
                .reshape(shape.get(0), shape.get(1), turning + (long) config.keyValueHeads(), config.headSize());
        NDArray place = narrow(heads, 2, 0, turning);
        copyInto(place, block.attention().rotary().turn(place, turn(context)));
        return heads;
    }

    private static RotaryEmbedding.Turn turn(ForwardContext context) {
        return requireNonNull(context.turn(), "the turns of an architecture with rotary positions");
    }

    private NDArray gate(NDArray both) {
        return narrow(both, -1, 0, config.intermediateSize());
    }

    private NDArray up(NDArray both) {
        return narrow(both, -1, config.intermediateSize(), config.intermediateSize());
    }
}
