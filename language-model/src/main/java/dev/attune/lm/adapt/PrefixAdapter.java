package dev.attune.lm.adapt;

import java.util.List;
import java.util.random.RandomGenerator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;
import dev.attune.lm.weight.RandomWeights;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * Prefix tuning: keys and values of P places before the text. With L layers, K key heads and head size D the table is
 * (P, 2 L K D): for layer l the keys are the slot 2 l of K D numbers, the values the slot 2 l + 1. Keys are not turned by their
 * places: what stands in the table is what attention sees. The text's first token has the position P.
 */
public final class PrefixAdapter implements TunedAdapter {
    private final NDManager manager;
    private final TransformerConfig config;
    private final Dtype compute;
    private final int count;
    private final @Nullable Parameter table;
    private final @Nullable Network network;

    private PrefixAdapter(
            NDManager manager,
            Transformer transformer,
            int count,
            @Nullable Parameter table,
            @Nullable Network network) {
        this.manager = manager;
        this.config = transformer.config();
        this.compute = transformer.compute();
        this.count = count;
        this.table = table;
        this.network = network;
    }

    static PrefixAdapter create(NDManager parent, Transformer transformer, Tunable.Prefix prefix, long seed) {
        requireWholeView(transformer);
        NDManager manager = parent.newSubManager();
        if (prefix.projectionSize() > 0) {
            List<Integer> widths = widths(transformer.config(), prefix.projectionSize());
            return projected(manager, transformer, prefix.tokens(), widths, Network.random(seed, widths));
        }
        NDArray first = prefix.start() instanceof PromptStart.Random || prefix.start() instanceof PromptStart.Uniform
                ? numbers(manager, transformer.config(), prefix, seed)
                : ofTokens(manager, transformer, prefix, seed);
        return of(manager, transformer, first);
    }

    /** The prefix of a table, which goes over to {@code manager}. */
    public static PrefixAdapter of(NDManager manager, Transformer transformer, NDArray table) {
        requireWholeView(transformer);
        table.attach(manager);
        Parameter trained = new Parameter("prompt_encoder.embedding.weight", table, Dtype.FLOAT32);
        trained.train();
        return new PrefixAdapter(manager, transformer, (int) table.getShape().get(0), trained, null);
    }

    /** A prefix with the network that makes it. */
    public static PrefixAdapter projected(
            NDManager manager, Transformer transformer, int count, List<Integer> widths, Network.Source source) {
        Network network = Network.of(manager, count, "transform", widths, NDArray::tanh, source);
        return new PrefixAdapter(manager, transformer, count, null, network);
    }

    /** Of the vectors in a projection's network. */
    public static List<Integer> widths(TransformerConfig config, int hidden) {
        int keys = config.keyValueHeads() * config.headSize();
        return List.of(keys, hidden, 2 * config.layers() * keys);
    }

    private static void requireWholeView(Transformer transformer) {
        int window = transformer.config().architecture().attention().window();
        if (window > 0 && window < transformer.config().maximumPositions()) {
            throw new IllegalArgumentException("The model's layers see a window of " + window
                    + " tokens, which a prefix has no place in; take a soft prompt.");
        }
    }

    private static NDArray numbers(NDManager owner, TransformerConfig config, Tunable.Prefix prefix, long seed) {
        RandomGenerator random = RandomWeights.generator("prefix", seed);
        int width = 2 * config.layers() * config.keyValueHeads() * config.headSize();
        float[] values = new float[prefix.tokens() * width];
        boolean normal = prefix.start() instanceof PromptStart.Random;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (normal ? random.nextGaussian() : random.nextDouble(-0.5, 0.5));
        }
        return owner.create(values, new Shape(prefix.tokens(), width));
    }

    /** The keys and values that the model itself has at the places of real tokens. */
    private static NDArray ofTokens(NDManager owner, Transformer transformer, Tunable.Prefix prefix, long seed) {
        TransformerConfig config = transformer.config();
        int[] tokens =
                prefix.start().tokens(transformer, prefix.tokens(), RandomWeights.generator("prefix", seed)).stream()
                        .mapToInt(i -> i)
                        .toArray();
        try (NDManager step = owner.newSubManager();
                Autograd.Scope off = Autograd.off();
                KvCache cache = transformer.newCache(step, 1, Math.max(2, tokens.length))) {
            transformer.hiddenStates(TokenBatch.of(step, List.of(tokens), Padding.RIGHT), Adapter.NONE, cache);
            NDList slots = new NDList();
            for (int layer = 0; layer < config.layers(); layer++) {
                slots.add(rows(step, cache.keys(layer), tokens.length));
                slots.add(rows(step, cache.values(layer), tokens.length));
            }
            NDArray all = NDArrays.concat(slots, 1); // (P, 2 L K D)
            all.attach(owner);
            return all;
        }
    }

    /** Of a cache (1, K, S, D), the first places as (P, K D) of float32. */
    private static NDArray rows(NDManager step, NDArray store, int count) {
        NDArray places = narrow(store, 2, 0, count);
        places.attach(step);
        return copyAs(places.squeeze(0).swapAxes(0, 1), Dtype.FLOAT32).reshape(count, -1);
    }

    @Override
    public int prefixTokens() {
        return count;
    }

    @Override
    public boolean changes(Linear layer) {
        return false;
    }

    @Override
    public boolean scales(Linear layer) {
        return false;
    }

    @Override
    public boolean isLean() {
        return true;
    }

    @Override
    public Adapter afterPrompt() {
        return Adapter.NONE; // the cache has it
    }

    @Override
    public Prefix prefix(int layer, NDManager step) {
        long slot = (long) config.keyValueHeads() * config.headSize();
        NDArray both = to(columns(step, 2L * layer * slot, 2 * slot), compute); // (P, 2 K D)
        NDArray heads = both.reshape(count, 2, config.keyValueHeads(), config.headSize());
        NDArray turned = heads.transpose(1, 2, 0, 3); // (2, K, P, D)
        return new Prefix(narrow(turned, 0, 0, 1), narrow(turned, 0, 1, 1));
    }

    private NDArray columns(NDManager step, long start, long length) {
        if (network != null) {
            return network.output(step, start, length);
        }
        NDArray some = narrow(whole(), 1, start, length);
        some.attach(step);
        return some;
    }

    private NDArray whole() {
        if (table == null) {
            throw new IllegalStateException("A projected prefix has no table.");
        }
        return table.value();
    }

    /** The whole table (P, 2 L K D) of float32, whatever makes it. */
    public NDArray table(NDManager step) {
        return columns(step, 0, 2L * config.layers() * config.keyValueHeads() * config.headSize());
    }

    /** What makes the prefix; none where it is a table that trains. */
    public @Nullable Network network() {
        return network;
    }

    @Override
    public List<Parameter> parameters() {
        return network != null ? network.parameters() : table == null ? List.of() : List.of(table);
    }

    @Override
    public void close() {
        manager.close();
    }
}
