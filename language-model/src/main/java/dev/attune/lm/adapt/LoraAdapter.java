package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

/** Pairs of small matrices beside the frozen weights of a transformer's linear layers. */
public final class LoraAdapter implements TunedAdapter {
    private final LoraConfig config;
    private final boolean transposed;
    private final NDManager manager;
    private final Map<Linear, LoraLayer> layers = new LinkedHashMap<>();
    private final Map<Linear, DoraLayer> lengths = new LinkedHashMap<>();

    private Optional<OutsideBlocks> outside = Optional.empty();
    private OwnWeights own = OwnWeights.none();
    private boolean adaptsHead;

    private LoraAdapter(NDManager parent, LoraConfig config, boolean transposed) {
        this.config = config;
        this.transposed = transposed;
        this.manager = parent.newSubManager();
    }

    /** How the matrices of one layer come about: A (rank, in) or B (out, rank), float32, owned by {@code manager}. */
    @FunctionalInterface
    public interface MatrixSource {
        NDArray matrix(NDManager manager, String layer, boolean isA, Shape shape);

        /** The lengths (out) of a layer's rows for DoRA, or none: those that weight and product begin with. */
        default @Nullable NDArray magnitude(NDManager manager, String layer, long rows) {
            return null;
        }

        /** What is changed outside of the blocks; its weights are owned by {@code manager}. */
        default OutsideBlocks.Parts outside(NDManager manager) {
            return OutsideBlocks.Parts.NONE;
        }

        /** A weight by its full name that stands in the place of the base's (out, in) or (out); float32, owned by {@code manager}. */
        default NDArray own(NDManager manager, String name, NDArray base) {
            throw new IllegalStateException("Nothing gives the weight " + name + ".");
        }
    }

    /**
     * A new adapter that changes nothing yet: B is 0, A uniform within {@code 1 / sqrt(in)}, as PEFT begins.
     *
     * @param parent owner of the adapter's memory unless it is closed earlier
     * @throws IllegalArgumentException if the model has nothing that a setting names, or two patterns say different things
     */
    public static LoraAdapter create(NDManager parent, Transformer transformer, LoraConfig config, long seed) {
        LoraAdapter adapter = build(parent, transformer, config, new FreshLora(transformer, config, seed));
        try {
            config.requireClear(adapter.adapted());
            if (config.beside().biases() != LoraConfig.Biases.NONE
                    && adapter.ownWeights().stream()
                            .noneMatch(weight -> weight.name().endsWith(".bias"))) {
                throw new IllegalArgumentException("The model has no biases there that could train.");
            }
            return adapter;
        } catch (RuntimeException unclear) {
            adapter.close();
            throw unclear;
        }
    }

    /** An adapter with matrices from anywhere; it trains. */
    public static LoraAdapter build(NDManager parent, Transformer transformer, LoraConfig config, MatrixSource source) {
        LoraAdapter adapter =
                new LoraAdapter(parent, config, transformer.config().names().transposed());
        try {
            transformer.linears().forEach(linear -> adapter.adapt(linear, source, transformer.compute()));
            adapter.outside = OutsideBlocks.of(adapter.manager, transformer, source.outside(adapter.manager));
            if (config.matchesOutside(transformer.head().parts().getFirst().name())) {
                adapter.adaptHead(transformer, source);
            }
            adapter.own = OwnWeights.of(adapter.manager, transformer, config, source::own);
            if (adapter.layers.isEmpty() && adapter.outside.isEmpty() && adapter.own.isEmpty()) {
                throw new IllegalArgumentException("No linear layer of the model is named like " + config.targets()
                        + "; it has " + endings(names(transformer)) + ".");
            }
            return adapter;
        } catch (RuntimeException failure) {
            adapter.close();
            throw failure;
        }
    }

    private void adaptHead(Transformer transformer, MatrixSource source) {
        if (config.dora()) {
            throw new IllegalArgumentException("DoRA does not reach the head; take other targets, or LoRA.");
        }
        adapt(transformer.head(), source, transformer.compute());
        adaptsHead = true;
    }

    private void adapt(Linear linear, MatrixSource source, Dtype compute) {
        Map<String, LoraLayer.Pair> pairs = new TreeMap<>();
        for (Linear.Part part : linear.parts()) {
            if (config.matches(part.name())) {
                long rank = config.rankOf(part.name());
                NDArray a = source.matrix(manager, part.name(), true, new Shape(rank, linear.inputs()));
                NDArray b = source.matrix(manager, part.name(), false, new Shape(part.rows(), rank));
                double scaling = config.scalingOf(part.name());
                pairs.put(
                        part.name(),
                        new LoraLayer.Pair(
                                trained(part.name() + ".lora_A", a),
                                trained(part.name() + ".lora_B", b),
                                scaling,
                                config.dora()
                                        ? magnitude(linear, part, source, new DoraLayer.Product(a, b, scaling))
                                        : null));
            }
        }
        if (!pairs.isEmpty()) {
            LoraLayer adapted = new LoraLayer(linear, pairs, compute, manager);
            layers.put(linear, adapted);
            if (config.dora()) {
                lengths.put(linear, new DoraLayer(linear, adapted, manager));
            }
        }
    }

    private Parameter magnitude(Linear linear, Linear.Part part, MatrixSource source, DoraLayer.Product product) {
        NDArray given = source.magnitude(manager, part.name(), part.rows());
        NDArray own = given == null ? DoraLayer.lengths(manager, linear, part, product) : given;
        return trained(part.name() + ".lora_magnitude_vector", own);
    }

    private static List<String> names(Transformer transformer) {
        return transformer.linears().stream()
                .flatMap(linear -> linear.parts().stream())
                .map(Linear.Part::name)
                .toList();
    }

    /** The last parts of full names. */
    public static Set<String> endings(Collection<String> layers) {
        return layers.stream()
                .map(layer -> layer.substring(layer.lastIndexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Parameter trained(String name, NDArray master) {
        Parameter parameter = new Parameter(name, master, Dtype.FLOAT32);
        parameter.train();
        return parameter;
    }

    @Override
    public @Nullable NDArray delta(Linear layer, NDArray input) {
        LoraLayer adapted = layers.get(layer);
        NDArray sum = adapted == null ? null : adapted.delta(input);
        sum = sum(sum, own.delta(layer, input, !lengths.containsKey(layer)));
        return outside.isEmpty() ? sum : sum(sum, outside.get().scores(layer, input));
    }

    private static @Nullable NDArray sum(@Nullable NDArray some, @Nullable NDArray more) {
        return some == null ? more : more == null ? some : some.addi(more); // nothing keeps a product for going back
    }

    @Override
    public boolean addsOnlyToLinears() {
        return !config.dora() && decodesFast() && !own.changesNorms();
    }

    @Override
    public boolean addsToScores() {
        return adaptsHead || outside.isPresent() && outside.get().addsToScores();
    }

    @Override
    public Norm norm(Norm norm) {
        return own.norm(norm);
    }

    /** Whether it is nothing but pairs for layers of the blocks, and their lengths. */
    public boolean isPlain() {
        return decodesFast() && own.isEmpty();
    }

    @Override
    public NDArray embedded(NDArray x, TokenBatch batch) {
        return outside.map(changes -> changes.embedded(x, batch)).orElse(x);
    }

    @Override
    public Linear head(Linear head) {
        return outside.map(changes -> changes.head(head)).orElse(head);
    }

    /** What is changed outside of the blocks, or nothing. */
    public Optional<OutsideBlocks> outside() {
        return outside;
    }

    @Override
    public boolean isLean() {
        return true;
    }

    @Override
    public boolean decodesFast() {
        return outside.isEmpty() && !adaptsHead;
    }

    @Override
    public boolean scales(Linear layer) {
        return lengths.containsKey(layer);
    }

    @Override
    public boolean asksForOutput(Linear layer) {
        return lengths.containsKey(layer) && layer.bias() == null;
    }

    /**
     * {@code scaling * B A} of one part of a layer.
     *
     * @param a (rank, in) of float32
     * @param b (rows of the part, rank) of float32
     */
    public record Product(Linear.Part part, NDArray a, NDArray b, double scaling) {}

    /** The products of a layer's parts, in their order; empty where it is not adapted. */
    public List<Product> products(Linear layer) {
        LoraLayer adapted = layers.get(layer);
        return adapted == null
                ? List.of()
                : adapted.pairs().entrySet().stream()
                        .map(each -> new Product(
                                each.getKey(),
                                each.getValue().a().value(),
                                each.getValue().b().value(),
                                each.getValue().scaling()))
                        .toList();
    }

    /** DoRA's m / n (out) of a layer in the compute type; none without it. */
    public @Nullable NDArray lengthFactors(Linear layer, NDManager step) {
        DoraLayer own = lengths.get(layer);
        return own == null ? null : own.factors(step);
    }

    @Override
    public NDArray output(Linear layer, NDArray output) {
        DoraLayer longer = lengths.get(layer);
        if (longer == null) {
            return output;
        }
        NDArray biases = own.biases(layer, output.getManager()); // which the lengths leave as they are
        NDArray scaled = longer.output(output);
        return biases == null ? scaled : scaled.add(biases);
    }

    @Override
    public NDArray outputBackward(Linear layer, Forward forward, NDArray gradient) {
        DoraLayer longer = lengths.get(layer);
        if (longer == null) {
            return gradient;
        }
        own.biasesBackward(layer, gradient);
        return longer.backward(forward, gradient);
    }

    @Override
    public boolean changes(Linear layer) {
        return layers.containsKey(layer)
                || own.changes(layer)
                || outside.map(changes -> changes.addsToScores(layer)).orElse(false);
    }

    /** The weights of linear layers alone. */
    public List<Parameter> layerParameters() {
        return layers.values().stream()
                .flatMap(layer -> layer.parameters().stream())
                .toList();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.addAll(layerParameters());
        outside.ifPresent(changes -> parameters.addAll(changes.parameters()));
        parameters.addAll(own.parameters());
        return parameters;
    }

    @Override
    public @Nullable NDArray backward(Linear layer, NDArray input, NDArray gradient) {
        LoraLayer adapted = layers.get(layer);
        NDArray sum = adapted == null ? null : adapted.backward(input, gradient);
        sum = sum(sum, own.backward(layer, input, gradient, !lengths.containsKey(layer)));
        return outside.isEmpty() ? sum : sum(sum, outside.get().scoresBackward(layer, input, gradient));
    }

    /**
     * Adds {@code scaling * B A} to the weights of {@code transformer} until the result is closed, which puts the weights back
     * bit by bit: it keeps a copy of those that change.
     */
    public MergedWeights merge(Transformer transformer) {
        if (config.dora() || !isPlain()) {
            throw new IllegalStateException(
                    "An adapter with DoRA, embeddings or weights of its own cannot be merged: it does more than add to weights.");
        }
        MergedWeights merged = new MergedWeights(manager.getParentManager());
        try (var recording = Autograd.off()) {
            for (Linear linear : transformer.linears()) {
                LoraLayer adapted = layers.get(linear);
                if (adapted != null) {
                    adapted.pairs().forEach((part, pair) -> merged.add(linear, part, product(pair)));
                }
            }
        }
        return merged;
    }

    /** {@code scaling * B A}, (out, in). */
    private NDArray product(LoraLayer.Pair pair) {
        NDArray product = pair.b().value().matMul(pair.a().value());
        product.attach(manager);
        try (NDArray scaling = Tensors.scalar(manager, pair.scaling())) {
            return product.muli(scaling);
        }
    }

    /** Whether the model's checkpoint holds its linear layers as (in, out), which PEFT wants to be told. */
    public boolean isTransposed() {
        return transposed;
    }

    public LoraConfig config() {
        return config;
    }

    /** The weights in the place of the base's, by their full names; matrices as (out, in). */
    public List<Parameter> ownWeights() {
        return own.parameters();
    }

    /** Full names of all that is adapted, the embedding among them. */
    private Set<String> adapted() {
        Set<String> all = names();
        outside.flatMap(OutsideBlocks::lowRank).ifPresent(low -> all.add(low.layer()));
        return all;
    }

    /** Full names of the adapted linear layers, sorted. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        layers.values().forEach(layer -> layer.pairs().keySet().forEach(part -> names.add(part.name())));
        return names;
    }

    @Override
    public void close() {
        manager.close();
    }
}
