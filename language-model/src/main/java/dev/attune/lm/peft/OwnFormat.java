package dev.attune.lm.peft;

import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.weight.Parameter;

/**
 * What PEFT keeps of layers and norms that train whole ({@code modules_to_save}), and of biases ({@code bias}): under their own names,
 * but that a bias beside a pair of matrices is one of the {@code base_layer}.
 */
final class OwnFormat {
    private static final String BIAS = ".bias";

    private OwnFormat() {}

    static NDArray read(PeftDirectory.Loading loading, LoraConfig lora, NDManager owner, String name, NDArray base) {
        long[] shape = base.getShape().getShape();
        boolean adapted = lora.matches(module(name)) && shape.length == 1 && isLinear(loading, name);
        String key = key(name, adapted);
        if (shape.length == 1 || !loading.transformer().config().names().transposed()) {
            return loading.weights().take(owner, key, shape);
        }
        try (NDArray stored = loading.weights().take(owner, key, shape[1], shape[0]);
                NDArray turned = stored.transpose()) {
            return turned.duplicate();
        }
    }

    /** Targets such as all linear layers match names of norms, too. */
    private static boolean isLinear(PeftDirectory.Loading loading, String name) {
        return loading.transformer().linears().stream()
                .flatMap(linear -> linear.parts().stream())
                .anyMatch(part -> part.name().equals(module(name)));
    }

    static void weights(LoraAdapter adapter, PeftDirectory.Saving saving, Map<String, NDArray> weights) {
        Set<String> adapted = adapter.names();
        boolean transposed = saving.transformer().config().names().transposed();
        for (Parameter weight : adapter.ownWeights()) {
            boolean turns = transposed && weight.value().getShape().dimension() == 2;
            weights.put(
                    key(weight.name(), adapted.contains(module(weight.name()))),
                    turns ? turned(weight, saving.scratch()) : weight.value());
        }
    }

    private static NDArray turned(Parameter weight, NDManager scratch) {
        try (NDArray view = weight.value().transpose()) {
            NDArray turned = view.duplicate();
            turned.attach(scratch);
            return turned;
        }
    }

    private static String module(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String key(String name, boolean adapted) {
        return PeftWeights.PREFIX + (adapted && name.endsWith(BIAS) ? module(name) + ".base_layer" + BIAS : name);
    }
}
