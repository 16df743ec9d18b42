package dev.attune.lm.gguf;

import java.util.Arrays;
import java.util.stream.Collectors;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.MappedFile;

/** How GGUF stores numbers: plain, or in blocks that share scales and offsets. */
enum GgufEncoding {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q5_0(6, 32, 22),
    Q5_1(7, 32, 24),
    Q8_0(8, 32, 34),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210),
    BF16(30, 1, 2);

    private final int id;
    private final int blockSize;
    private final int blockBytes;

    GgufEncoding(int id, int blockSize, int blockBytes) {
        this.id = id;
        this.blockSize = blockSize;
        this.blockBytes = blockBytes;
    }

    static GgufEncoding of(int id, String tensor, MappedFile file) {
        for (GgufEncoding encoding : values()) {
            if (encoding.id == id) {
                return encoding;
            }
        }
        throw new CheckpointException(
                "The model file " + file.path().getFileName() + " stores " + tensor + " in GGML's type " + id
                        + ", which cannot be read; "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")) + " can.",
                "has tensors of the number type " + id + ", which is not supported");
    }

    int blockSize() {
        return blockSize;
    }

    /** Bytes of {@code count} numbers, a multiple of the block size. */
    long bytes(long count) {
        return count / blockSize * blockBytes;
    }

    /** Decodes the blocks from {@code data[at]} on into all of {@code row}, whose length is a multiple of the block size. */
    void decode(byte[] data, int at, float[] row) {
        int from = at;
        for (int to = 0; to < row.length; to += blockSize) {
            switch (this) {
                case F32, F16, BF16 -> {
                    GgufBlocks.plain(this, data, from, row);
                    return;
                }
                case Q4_0 -> GgufBlocks.q40(data, from, row, to);
                case Q4_1 -> GgufBlocks.q41(data, from, row, to);
                case Q5_0 -> GgufBlocks.q50(data, from, row, to);
                case Q5_1 -> GgufBlocks.q51(data, from, row, to);
                case Q8_0 -> GgufBlocks.q80(data, from, row, to);
                case Q4_K -> GgufBlocks.q4k(data, from, row, to);
                case Q5_K -> GgufBlocks.q5k(data, from, row, to);
                case Q6_K -> GgufBlocks.q6k(data, from, row, to);
            }
            from += blockBytes;
        }
    }
}
