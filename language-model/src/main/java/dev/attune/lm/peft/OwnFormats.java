package dev.attune.lm.peft;

import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.BottleneckAdapter;
import dev.attune.lm.adapt.LayersAdapter;
import dev.attune.lm.adapt.OffsetAdapter;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.Tunable.Bottleneck.Kind;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

/** Methods that PEFT does not have, stored as it stores others. */
final class OwnFormats {
    static final String BOTTLENECK = "ATTUNE_BOTTLENECK";
    static final String BITFIT = "ATTUNE_BITFIT";
    static final String LAST_LAYERS = "ATTUNE_LAST_LAYERS";

    private OwnFormats() {}

    static BottleneckAdapter readBottleneck(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(Set.of("kind", "reduction"), Set.of());
        Kind kind = config.text("kind").equals("houlsby") ? Kind.HOULSBY : Kind.PFEIFFER;
        return BottleneckAdapter.build(
                loading.parent(),
                loading.transformer(),
                new Tunable.Bottleneck(kind, config.integer("reduction")),
                (owner, name, shape) -> loading.weights().take(owner, PeftWeights.PREFIX + name, shape));
    }

    static PeftDirectory.Written written(BottleneckAdapter adapter, PeftDirectory.Saving saving) {
        ObjectNode json = saving.begin(BOTTLENECK)
                .put("kind", adapter.config().kind().name().toLowerCase(Locale.ROOT))
                .put("reduction", adapter.config().reduction());
        return new PeftDirectory.Written(json, named(adapter));
    }

    static OffsetAdapter readBitFit(PeftDirectory.Loading loading) {
        loading.config().requireKnown(Set.of(), Set.of());
        return OffsetAdapter.build(
                loading.parent(),
                loading.transformer(),
                (owner, linear) -> loading.weights().take(owner, PeftWeights.PREFIX + name(linear), linear.outputs()));
    }

    static PeftDirectory.Written written(OffsetAdapter adapter, PeftDirectory.Saving saving) {
        return new PeftDirectory.Written(saving.begin(BITFIT), named(adapter));
    }

    private static String name(Linear linear) {
        return linear.parts().getFirst().name() + ".offset";
    }

    static LayersAdapter readLastLayers(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(Set.of("layers"), Set.of());
        LayersAdapter adapter = LayersAdapter.create(loading.parent(), loading.transformer(), config.integer("layers"));
        try {
            for (Parameter parameter : adapter.parameters()) {
                long[] shape = parameter.value().getShape().getShape();
                String key = PeftWeights.PREFIX + parameter.name();
                try (NDArray saved = loading.weights().take(loading.parent(), key, shape)) {
                    Tensors.bytes(parameter.value()).copyFrom(Tensors.bytes(saved));
                    parameter.changed();
                }
            }
            return adapter;
        } catch (RuntimeException failure) {
            adapter.close();
            throw failure;
        }
    }

    static PeftDirectory.Written written(LayersAdapter adapter, PeftDirectory.Saving saving) {
        return new PeftDirectory.Written(saving.begin(LAST_LAYERS).put("layers", adapter.count()), named(adapter));
    }

    private static SortedMap<String, NDArray> named(TunedAdapter adapter) {
        SortedMap<String, NDArray> weights = new TreeMap<>();
        adapter.parameters().forEach(weight -> weights.put(PeftWeights.PREFIX + weight.name(), weight.value()));
        return weights;
    }
}
