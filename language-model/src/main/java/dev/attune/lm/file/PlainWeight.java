package dev.attune.lm.file;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.copyInto;

/**
 * A tensor that lies in a file number by number.
 *
 * @param start where it begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PlainWeight(MappedFile file, String name, Dtype dtype, long[] shape, long start) implements StoredWeight {
    /** Numbers that are converted at once. */
    private static final int CHUNK = 1 << 20;

    @Override
    public String place() {
        return "In the model file " + file.path().getFileName() + " the tensor " + name;
    }

    @Override
    public void readInto(MemorySegment target, Dtype wanted, NDManager scratch) {
        if (wanted == dtype) {
            file.read(start, target);
            return;
        }
        long count = Tensors.count(shape);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.min(count, CHUNK) * dtype.bytes(), Long.BYTES);
            for (long at = 0; at < count; at += CHUNK) {
                long some = Math.min(CHUNK, count - at);
                MemorySegment part = buffer.asSlice(0, some * dtype.bytes());
                file.read(start + at * dtype.bytes(), part);
                MemorySegment place = target.asSlice(at * wanted.bytes(), some * wanted.bytes());
                try (NDArray from = Tensors.view(scratch, part, dtype, some);
                        NDArray to = Tensors.view(scratch, place, wanted, some)) {
                    copyInto(to, from);
                }
            }
        }
    }
}
