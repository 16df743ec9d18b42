package dev.attune.lm.file;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.WeightSource;

/** Brings each weight of a model's files into its final array once, joined weights too. */
public record FileWeights(NDManager manager, StoredWeights stored) implements WeightSource {
    @Override
    public NDArray weight(String name, Dtype dtype, long... shape) {
        return joined(dtype, List.of(new Part(name, shape)));
    }

    @Override
    public NDArray joined(Dtype dtype, List<Part> parts) {
        // all are found before memory is taken for any
        List<StoredWeight> found = parts.stream().map(this::find).toList();
        long[] shape = parts.getFirst().shape().clone();
        shape[0] = parts.stream().mapToLong(part -> part.shape()[0]).sum();
        NDArray whole = Tensors.empty(manager, dtype, shape);
        MemorySegment bytes = Tensors.bytes(whole);
        try (NDManager scratch = manager.newSubManager()) {
            long at = 0;
            for (StoredWeight weight : found) {
                long size = Tensors.count(weight.shape()) * dtype.bytes();
                weight.readInto(bytes.asSlice(at, size), dtype, scratch);
                at += size;
            }
        }
        return whole;
    }

    private StoredWeight find(Part part) {
        return find(stored, part);
    }

    /** The tensor of a part, which must have its shape. */
    public static StoredWeight find(StoredWeights stored, Part part) {
        StoredWeight weight = find(stored, part.name());
        if (weight == null) {
            throw new CheckpointException(stored.place() + " has no tensor " + part.name() + ".");
        }
        if (!Arrays.equals(weight.shape(), part.shape())) {
            throw new CheckpointException(weight.place() + " has the shape " + Arrays.toString(weight.shape())
                    + ", but the configuration asks for " + Arrays.toString(part.shape()) + ".");
        }
        return weight;
    }

    /** Checkpoints of a bare model, saved without its head, leave the first part of the names out. */
    private static @Nullable StoredWeight find(StoredWeights stored, String name) {
        StoredWeight weight = stored.find(name);
        int dot = name.indexOf('.');
        return weight == null && dot > 0 ? stored.find(name.substring(dot + 1)) : weight;
    }
}
