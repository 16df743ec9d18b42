package dev.attune.reward.score;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.ScalarHead;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.to;

/**
 * Linear heads on one trunk. The score is their mean; where they disagree, they have not learned from people what to think
 * (Osband et al. 2016, arXiv 1602.04621; for reward models Coste et al. 2023, arXiv 2310.02743).
 *
 * <p>The mean of linear heads is a linear head: a directory holds it as a {@link ScalarHead}, which is all that scoring
 * needs, and the heads themselves in {@value #FILE} where there are several.
 */
public final class HeadEnsemble {

    /** The heads, (K, H) and (K). */
    public static final String FILE = "ensemble_heads.safetensors";

    private final Parameter weight;
    private final Parameter bias;

    private HeadEnsemble(NDArray weight, NDArray bias) {
        this.weight = new Parameter("head.weight", weight, Dtype.FLOAT32);
        this.bias = new Parameter("head.bias", bias, Dtype.FLOAT32);
    }

    /** A single head that says 0 for every state. */
    public static HeadEnsemble zero(NDManager owner, int hiddenSize) {
        return new HeadEnsemble(owner.zeros(new Shape(1, hiddenSize)), owner.zeros(new Shape(1)));
    }

    /** Heads with weights of standard deviation {@code 1 / sqrt(hiddenSize + 1)}, each drawn from a seed of its own. */
    public static HeadEnsemble random(NDManager owner, int hiddenSize, int heads, long seed) {
        float[] weight = new float[heads * hiddenSize];
        for (int head = 0; head < heads; head++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + head);
            for (int i = 0; i < hiddenSize; i++) {
                weight[head * hiddenSize + i] = (float) (random.nextGaussian() / Math.sqrt(hiddenSize + 1.0));
            }
        }
        return new HeadEnsemble(owner.create(weight, new Shape(heads, hiddenSize)), owner.zeros(new Shape(heads)));
    }

    /** Reads what {@link #save} wrote. */
    public static HeadEnsemble load(NDManager owner, Path directory, int hiddenSize, int heads) {
        Path path = directory.resolve(heads == 1 ? ScalarHead.FILE : FILE);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return new HeadEnsemble(
                    file.weight(owner, "weight", Dtype.FLOAT32, heads, hiddenSize),
                    file.weight(owner, "bias", Dtype.FLOAT32, heads));
        }
    }

    /** Writes the mean head, and the heads where there are several. */
    public void save(Path directory) {
        if (count() > 1) {
            SafetensorsWriter.write(
                    directory.resolve(FILE),
                    new TreeMap<>(Map.of("weight", weight.value(), "bias", bias.value())),
                    Map.of());
        }
        try (NDManager scratch = weight.value().getManager().newSubManager()) {
            float[] weights = mean(weight.value().toFloatArray(), count());
            float[] biases = mean(bias.value().toFloatArray(), count());
            SafetensorsWriter.write(
                    directory.resolve(ScalarHead.FILE),
                    new TreeMap<>(Map.of(
                            "weight", scratch.create(weights, new Shape(1, weights.length)),
                            "bias", scratch.create(biases))),
                    Map.of());
        }
    }

    /** Hidden states (N, H) of any type to each head's scores (N, K) of float32. */
    public NDArray scores(NDArray hidden) {
        return linear(to(hidden, Dtype.FLOAT32), weight.value(), bias.value());
    }

    /** Number of heads. */
    public int count() {
        return (int) bias.count();
    }

    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    /** The mean of {@code heads} rows. */
    private static float[] mean(float[] rows, int heads) {
        float[] mean = new float[rows.length / heads];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (int head = 0; head < heads; head++) {
                sum += rows[head * mean.length + i];
            }
            mean[i] = (float) (sum / heads);
        }
        return mean;
    }
}
