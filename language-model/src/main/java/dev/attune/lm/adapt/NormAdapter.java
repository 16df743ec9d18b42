package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

/**
 * Copies of the norms' weights, and of their biases where they have some (Zhao et al. 2023, arXiv:2312.11420): PEFT's LN_TUNING.
 * Norms of single query and key heads stay as they are.
 */
public final class NormAdapter implements TunedAdapter {
    private final NDManager manager;
    private final IdentityHashMap<Norm, Norm> norms = new IdentityHashMap<>();
    private final List<Norm> order = new ArrayList<>();

    private NormAdapter(NDManager manager) {
        this.manager = manager;
    }

    /** Where the weights come from. */
    @FunctionalInterface
    public interface Source {
        /** A weight for the place of {@code weight}, trained, float32, owned by {@code owner}. */
        Parameter in(NDManager owner, Parameter weight);
    }

    static NormAdapter create(NDManager parent, Transformer transformer) {
        return build(parent, transformer, new LoraTargets.AllLinear(), (owner, weight) -> weight.trainedCopy(owner));
    }

    /**
     * An adapter with weights from anywhere.
     *
     * @param targets over names such as {@code model.layers.0.input_layernorm}
     */
    public static NormAdapter build(NDManager parent, Transformer transformer, LoraTargets targets, Source source) {
        NormAdapter adapter = new NormAdapter(parent.newSubManager());
        try {
            all(transformer).filter(norm -> targets.matches(name(norm))).forEach(norm -> adapter.put(norm, source));
            if (adapter.norms.isEmpty()) {
                throw new IllegalArgumentException("No norm of the model is named like " + targets + ".");
            }
            return adapter;
        } catch (RuntimeException failure) {
            adapter.close();
            throw failure;
        }
    }

    private void put(Norm norm, Source source) {
        List<Parameter> weights = norm.parameters().stream()
                .map(weight -> source.in(manager, weight))
                .toList();
        norms.put(norm, norm.with(weights));
        order.add(norm);
    }

    private static Stream<Norm> all(Transformer transformer) {
        return Stream.concat(
                transformer.blocks().stream()
                        .flatMap(block -> Stream.of(block.attentionNorm(), block.feedForwardNorm())),
                Stream.of(transformer.finalNorm()));
    }

    /** Of the norm, such as {@code model.layers.0.input_layernorm}. */
    private static String name(Norm norm) {
        String weight = norm.parameters().getFirst().name();
        return weight.substring(0, weight.lastIndexOf('.'));
    }

    @Override
    public Norm norm(Norm norm) {
        return norms.getOrDefault(norm, norm);
    }

    @Override
    public boolean decodesFast() {
        return true;
    }

    @Override
    public boolean scales(Linear layer) {
        return false;
    }

    @Override
    public boolean changes(Linear layer) {
        return false;
    }

    @Override
    public boolean isLean() {
        return true;
    }

    @Override
    public List<Parameter> parameters() {
        return order.stream().flatMap(norm -> norm(norm).parameters().stream()).toList();
    }

    /** Names of the norms. */
    public List<String> names() {
        return order.stream().map(NormAdapter::name).toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
