package dev.attune.lm.optim;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.OptimizerOperators;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

/**
 * AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) with PyTorch's convention: with m and v the decayed means of g and
 * g^2, {@code w -= lr * decay * w}, then {@code w -= lr * m' / (sqrt(v') + epsilon)} where m' and v' are corrected for their
 * start at zero. One pass over memory, by libtorch's own kernel; DJL's Adam takes several and has another convention.
 */
public final class AdamW implements AutoCloseable {
    private static final String STEP = "step";

    private final List<Parameter> parameters;
    private final AdamWConfig config;
    private final NDManager manager;
    private final NDArray[] means;
    private final NDArray[] squares;
    private long steps;

    /** Keeps two float32 numbers for each weight of {@code parameters}, all of which must be trained. */
    public AdamW(NDManager parent, List<Parameter> parameters, AdamWConfig config) {
        this.parameters = List.copyOf(parameters);
        this.config = config;
        this.manager = parent.newSubManager();
        this.means = zeros();
        this.squares = zeros();
    }

    /** Moves every weight that has a gradient, and counts the step. Gradients stay as they are. */
    public void step(double learningRate) {
        steps++;
        var constants = new OptimizerOperators.AdamWStep(
                learningRate, config.beta1(), config.beta2(), config.weightDecay(), config.epsilon());
        try (var recording = Autograd.off();
                NDArray count = Tensors.scalar(manager, (double) steps)) {
            for (int i = 0; i < means.length; i++) {
                update(i, count, constants);
            }
        }
    }

    private void update(int i, NDArray count, OptimizerOperators.AdamWStep constants) {
        NDArray weight = parameters.get(i).value();
        try (NDArray gradient = Autograd.gradient(weight)) {
            if (gradient == null) {
                return;
            }
            OptimizerOperators.adamW(
                    new OptimizerOperators.AdamWState(weight, gradient, means[i], squares[i]), count, constants);
        }
        parameters.get(i).changed();
    }

    /** Drops the gradients: the start of the next step. */
    public void zeroGradients() {
        Gradients.zero(parameters);
    }

    /** Steps taken so far. */
    public long steps() {
        return steps;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** Writes the state, so that {@link #load} goes on exactly here. */
    public void save(Path file) {
        TreeMap<String, NDArray> state = new TreeMap<>();
        for (int i = 0; i < means.length; i++) {
            state.put(key(i, "mean"), means[i]);
            state.put(key(i, "square"), squares[i]);
        }
        SafetensorsWriter.write(file, state, Map.of(STEP, Long.toString(steps)));
    }

    /** Takes over the state that {@link #save} wrote for the same parameters. */
    public void load(Path file) {
        try (SafetensorsFile state = SafetensorsFile.open(file)) {
            String stored = state.metadata().get(STEP);
            if (stored == null || !stored.matches("\\d{1,18}")) {
                throw new CheckpointException("The optimiser state " + file + " does not say its step.");
            }
            for (int i = 0; i < means.length; i++) {
                means[i] = replaced(means[i], state, key(i, "mean"));
                squares[i] = replaced(squares[i], state, key(i, "square"));
            }
            steps = Long.parseLong(stored);
        }
    }

    private NDArray replaced(NDArray old, SafetensorsFile state, String key) {
        NDArray fresh = state.weight(manager, key, Dtype.FLOAT32, old.getShape().getShape());
        old.close();
        return fresh;
    }

    private String key(int index, String what) {
        return "%05d.%s.%s".formatted(index, parameters.get(index).name(), what);
    }

    private NDArray[] zeros() {
        return parameters.stream()
                .map(parameter -> manager.zeros(parameter.value().getShape()))
                .toArray(NDArray[]::new);
    }

    @Override
    public void close() {
        manager.close();
    }
}
