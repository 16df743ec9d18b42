package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

/**
 * Weights of an adapter's own in the place of the blocks' and of the final norm's: whole linear layers, biases, norms. What PEFT
 * calls {@code modules_to_save} and {@code bias}; the base's own stay as they are.
 */
final class OwnWeights {
    private final Map<Linear, OwnRows> linears = new LinkedHashMap<>();
    private final IdentityHashMap<Norm, Norm> norms = new IdentityHashMap<>();
    private final List<Parameter> parameters = new ArrayList<>();

    private OwnWeights() {}

    static OwnWeights none() {
        return new OwnWeights();
    }

    /** Where weights come from. */
    @FunctionalInterface
    interface Source {
        /**
         * A weight by its full name, such as {@code model.layers.0.mlp.up_proj.weight}: of float32, owned by {@code owner}.
         *
         * @param base the model's own: (out, in) or (out)
         */
        NDArray weight(NDManager owner, String name, NDArray base);
    }

    /**
     * Those that {@code config} wants.
     *
     * @throws IllegalArgumentException if the model has none of that name, or norms of single heads would be among them
     */
    static OwnWeights of(NDManager owner, Transformer transformer, LoraConfig config, Source source) {
        OwnWeights own = new OwnWeights();
        if (config.beside().modules().isEmpty() && config.beside().biases() == LoraConfig.Biases.NONE) {
            return own;
        }
        for (Linear linear : transformer.linears()) {
            OwnRows rows = OwnRows.of(owner, linear, config, source);
            if (rows != null) {
                own.linears.put(linear, rows);
                own.parameters.addAll(rows.parameters());
            }
        }
        norms(transformer).forEach(norm -> own.put(owner, norm, config, source));
        requireWhole(transformer, config.beside());
        return own;
    }

    private static Stream<Norm> norms(Transformer transformer) {
        return Stream.concat(
                transformer.blocks().stream()
                        .flatMap(block -> Stream.of(block.attentionNorm(), block.feedForwardNorm())),
                Stream.of(transformer.finalNorm()));
    }

    private void put(NDManager owner, Norm norm, LoraConfig config, Source source) {
        boolean biases = config.beside().biases() == LoraConfig.Biases.ALL;
        List<Parameter> weights = norm.parameters().stream()
                .map(weight -> {
                    boolean wanted = config.beside().copies(module(weight))
                            || biases && weight.name().endsWith(".bias");
                    return wanted ? OwnRows.trained(owner, weight.name(), weight.value(), source) : weight;
                })
                .toList();
        if (!weights.equals(norm.parameters())) {
            norms.put(norm, norm.with(weights));
            weights.stream()
                    .filter(weight -> !norm.parameters().contains(weight))
                    .forEach(parameters::add);
        }
    }

    private static String module(Parameter weight) {
        return weight.name().substring(0, weight.name().lastIndexOf('.'));
    }

    /** Every wish is met, and none in part. */
    private static void requireWhole(Transformer transformer, LoraConfig.Beside beside) {
        for (Parameter weight : transformer.blocks().stream()
                .flatMap(block -> block.headNorms().stream())
                .toList()) {
            if (beside.copies(module(weight))) {
                throw new IllegalArgumentException(
                        "The norms of single heads, such as " + module(weight) + ", cannot train as copies.");
            }
        }
        Set<String> modules = new TreeSet<>();
        transformer.linears().forEach(linear -> linear.parts().forEach(part -> modules.add(part.name())));
        norms(transformer).forEach(norm -> modules.add(module(norm.parameters().getFirst())));
        modules.add(transformer.config().names().outside().embedding());
        modules.add(transformer.config().names().outside().head());
        for (String wish : beside.modules()) {
            LoraConfig.Beside one = new LoraConfig.Beside(List.of(), List.of(wish), LoraConfig.Biases.NONE, false);
            if (wish.isEmpty() || modules.stream().noneMatch(one::copies)) {
                throw new IllegalArgumentException("No module of the model is named like '" + wish + "'; it has "
                        + LoraAdapter.endings(modules) + ".");
            }
        }
    }

    boolean isEmpty() {
        return linears.isEmpty() && norms.isEmpty();
    }

    boolean changes(Linear layer) {
        return linears.containsKey(layer);
    }

    boolean changesNorms() {
        return !norms.isEmpty();
    }

    /** What weights, and biases if wanted, add to a layer's output; null for nothing. */
    @Nullable
    NDArray delta(Linear layer, NDArray input, boolean withBiases) {
        OwnRows own = linears.get(layer);
        return own == null ? null : own.delta(input, withBiases);
    }

    /** Takes the gradient of {@link #delta} to the weights; gives that of the input, or null. */
    @Nullable
    NDArray backward(Linear layer, NDArray input, NDArray gradient, boolean withBiases) {
        OwnRows own = linears.get(layer);
        return own == null ? null : own.backward(input, gradient, withBiases);
    }

    /** What biases add (out), where {@link #delta} was without; null for nothing. */
    @Nullable
    NDArray biases(Linear layer, NDManager step) {
        OwnRows own = linears.get(layer);
        return own == null ? null : own.biases(step);
    }

    /** Takes the gradient of {@link #biases} to them. */
    void biasesBackward(Linear layer, NDArray gradient) {
        OwnRows own = linears.get(layer);
        if (own != null) {
            own.biasesBackward(gradient);
        }
    }

    Norm norm(Norm norm) {
        return Objects.requireNonNullElse(norms.get(norm), norm);
    }

    /** By their full names; matrices as (out, in). */
    List<Parameter> parameters() {
        return List.copyOf(parameters);
    }
}
