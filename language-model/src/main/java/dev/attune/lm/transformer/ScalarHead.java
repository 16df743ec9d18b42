package dev.attune.lm.transformer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.weight.Parameter;
import dev.attune.lm.weight.RandomWeights;

import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.to;

/** One number for each hidden state, in float32: a reward, or the value of a state. */
public final class ScalarHead {
    /** Its file inside a checkpoint's directory. */
    public static final String FILE = "scalar_head.safetensors";

    private final Parameter weight;
    private final Parameter bias;

    private ScalarHead(NDArray weight, NDArray bias) {
        this.weight = new Parameter("weight", weight, Dtype.FLOAT32);
        this.bias = new Parameter("bias", bias, Dtype.FLOAT32);
    }

    /** A head that says 0 for every state. */
    public static ScalarHead zero(NDManager owner, int hiddenSize) {
        return new ScalarHead(owner.zeros(new Shape(1, hiddenSize)), owner.zeros(new Shape(1)));
    }

    /** A head with weights of standard deviation {@code 1 / sqrt(hiddenSize + 1)} and bias 0 (arXiv:2009.01325). */
    public static ScalarHead random(NDManager owner, int hiddenSize, long seed) {
        var random = RandomWeights.generator("scalar_head", seed);
        float[] weight = new float[hiddenSize];
        for (int i = 0; i < hiddenSize; i++) {
            weight[i] = (float) (random.nextGaussian() / Math.sqrt(hiddenSize + 1.0));
        }
        return new ScalarHead(owner.create(weight, new Shape(1, hiddenSize)), owner.zeros(new Shape(1)));
    }

    /** Reads {@link #FILE} in {@code directory}. */
    public static ScalarHead load(NDManager owner, Path directory, int hiddenSize) {
        try (SafetensorsFile file = SafetensorsFile.open(directory.resolve(FILE))) {
            return new ScalarHead(
                    file.weight(owner, "weight", Dtype.FLOAT32, 1, hiddenSize),
                    file.weight(owner, "bias", Dtype.FLOAT32, 1));
        }
    }

    /** The remarks that {@link #save} stored beside the weights, such as a reward's mean and deviation. */
    public static Map<String, String> remarks(Path directory) throws CheckpointException {
        try (SafetensorsFile file = SafetensorsFile.open(directory.resolve(FILE))) {
            return file.metadata();
        }
    }

    /** Writes {@link #FILE} with {@code remarks} as its metadata. */
    public void save(Path directory, Map<String, String> remarks) {
        SafetensorsWriter.write(
                directory.resolve(FILE),
                new TreeMap<>(Map.of("weight", weight.value(), "bias", bias.value())),
                remarks);
    }

    /** Hidden states (..., H) of any type to (...) of float32. */
    public NDArray score(NDArray hidden) {
        return linear(to(hidden, Dtype.FLOAT32), weight.value(), bias.value()).squeeze(-1);
    }

    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }
}
