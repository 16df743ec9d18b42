package dev.attune.lm.peft;

import java.util.Set;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.NormAdapter;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.weight.Parameter;

/** PEFT's LN_TUNING: whole norms in place of the model's. */
final class NormFormat {
    static final String TYPE = "LN_TUNING";

    private NormFormat() {}

    static NormAdapter read(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(Set.of("target_modules", "exclude_modules"), Set.of());
        return NormAdapter.build(loading.parent(), loading.transformer(), config.targets(), (owner, weight) -> {
            NDArray value = loading.weights()
                    .take(owner, key(weight), weight.value().getShape().getShape());
            Parameter own = new Parameter(weight.name(), value, Dtype.FLOAT32);
            own.train();
            return own;
        });
    }

    static PeftDirectory.Written written(NormAdapter adapter, PeftDirectory.Saving saving) {
        ObjectNode json = saving.begin(TYPE);
        adapter.names().forEach(json.putArray("target_modules")::add);
        TreeMap<String, NDArray> weights = new TreeMap<>();
        adapter.parameters().forEach(weight -> weights.put(key(weight), weight.value()));
        return new PeftDirectory.Written(json, weights);
    }

    private static String key(Parameter weight) {
        int end = weight.name().lastIndexOf('.');
        return PeftWeights.PREFIX + weight.name().substring(0, end) + ".ln_tuning_layers"
                + weight.name().substring(end);
    }
}
