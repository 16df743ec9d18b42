package dev.attune.lm.peft;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.Ia3Adapter;

/** PEFT's IA3: vectors of outputs are stored as (out, 1), those of inputs as (1, in). */
final class Ia3Format {
    static final String TYPE = "IA3";

    private Ia3Format() {}

    static Ia3Adapter read(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(
                Set.of("target_modules", "feedforward_modules"), Set.of("fan_in_fan_out", "init_ia3_weights"));
        List<String> targets = config.texts("target_modules");
        return Ia3Adapter.build(
                loading.parent(),
                loading.transformer(),
                targets,
                config.texts("feedforward_modules"),
                (owner, layer, ofInput, size) -> {
                    String key = PeftWeights.PREFIX + layer + ".ia3_l";
                    long[] shape = ofInput ? new long[] {1, size} : new long[] {size, 1};
                    try (NDArray stored = loading.weights().take(owner, key, shape)) {
                        return stored.reshape(size).duplicate();
                    }
                });
    }

    static PeftDirectory.Written written(Ia3Adapter adapter, PeftDirectory.Saving saving) {
        ObjectNode json = saving.begin(TYPE)
                .put("fan_in_fan_out", saving.transformer().config().names().transposed())
                .put("init_ia3_weights", true);
        adapter.targets().forEach(json.putArray("target_modules")::add);
        adapter.feedForward().forEach(json.putArray("feedforward_modules")::add);
        TreeMap<String, NDArray> weights = new TreeMap<>();
        adapter.parameters().forEach(parameter -> {
            long size = parameter.count();
            Shape shape = adapter.scalesInput(parameter) ? new Shape(1, size) : new Shape(size, 1);
            NDArray stored = parameter.value().reshape(shape);
            stored.attach(saving.scratch());
            weights.put(PeftWeights.PREFIX + parameter.name(), stored);
        });
        return new PeftDirectory.Written(json, weights);
    }
}
