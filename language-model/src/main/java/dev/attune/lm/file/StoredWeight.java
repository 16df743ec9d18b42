package dev.attune.lm.file;

import java.lang.foreign.MemorySegment;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.torch.Dtype;

/** A tensor in a file. */
public interface StoredWeight {
    /** Row-major sizes; not to be changed. */
    long[] shape();

    /** The file and the tensor's name in it, for a sentence. */
    String place();

    /**
     * Reads the tensor into {@code target}, as much native memory as it needs in {@code dtype}, by way of buffers that are
     * small beside it.
     *
     * @param scratch owner of what is made on the way
     */
    void readInto(MemorySegment target, Dtype dtype, NDManager scratch);
}
