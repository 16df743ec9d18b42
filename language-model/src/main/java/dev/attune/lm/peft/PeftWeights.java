package dev.attune.lm.peft;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.torch.Dtype;

/** An {@code adapter_model.safetensors} that knows what was taken out of it: what is left has no place, and is refused. */
final class PeftWeights implements AutoCloseable {
    /** Before the names of the model's own modules. */
    static final String PREFIX = "base_model.model.";

    private final Path directory;
    private final SafetensorsFile file;
    private final Set<String> unused;

    private PeftWeights(Path directory, SafetensorsFile file) {
        this.directory = directory;
        this.file = file;
        this.unused = new TreeSet<>(file.names());
    }

    static PeftWeights open(Path directory) {
        return new PeftWeights(directory, SafetensorsFile.open(directory.resolve(PeftDirectory.WEIGHTS)));
    }

    /** A weight of float32 and of this shape, owned by {@code owner}. */
    NDArray take(NDManager owner, String key, long... shape) {
        unused.remove(key);
        return file.weight(owner, key, Dtype.FLOAT32, shape);
    }

    /** A weight of whatever shape. */
    NDArray take(NDManager owner, String key) {
        return take(owner, key, shape(key));
    }

    boolean has(String key) {
        return file.names().contains(key);
    }

    Set<String> names() {
        return file.names();
    }

    long[] shape(String key) {
        if (!has(key)) {
            throw new CheckpointException("The adapter in " + directory + " has no weights " + key + ".");
        }
        return file.shape(key);
    }

    void requireAllUsed() {
        if (!unused.isEmpty()) {
            throw new CheckpointException(
                    "The adapter in " + directory + " has weights that the model has no place for: "
                            + unused.iterator().next() + ".");
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
