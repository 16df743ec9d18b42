package dev.attune.policy.ground;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

/** The float32 masters of what an optimiser moves, in a file: a run's state, whatever is tuned. */
public final class TrainedWeights {

    private TrainedWeights() {}

    /** Writes the values of {@code parameters}. */
    public static void save(Path file, List<Parameter> parameters) {
        TreeMap<String, NDArray> weights = new TreeMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            weights.put(key(i, parameters.get(i)), parameters.get(i).value());
        }
        SafetensorsWriter.write(file, weights, Map.of());
    }

    /** Overwrites the values of the same parameters in place. */
    public static void load(Path file, List<Parameter> parameters, NDManager scratch) {
        try (SafetensorsFile saved = SafetensorsFile.open(file)) {
            for (int i = 0; i < parameters.size(); i++) {
                NDArray value = parameters.get(i).value();
                long[] shape = value.getShape().getShape();
                try (NDArray weight = saved.weight(scratch, key(i, parameters.get(i)), Dtype.FLOAT32, shape)) {
                    Tensors.bytes(value).copyFrom(Tensors.bytes(weight));
                }
                parameters.get(i).changed();
            }
        }
    }

    private static String key(int index, Parameter parameter) {
        return "%05d.%s".formatted(index, parameter.name());
    }
}
