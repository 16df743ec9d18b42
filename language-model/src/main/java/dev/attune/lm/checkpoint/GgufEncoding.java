package dev.attune.lm.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** How GGUF stores numbers: plain, or in blocks of 32 that share a scale (and, for Q4_1, an offset). */
enum GgufEncoding {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q8_0(8, 32, 34),
    BF16(30, 1, 2);

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int HALF_BLOCK = 16;

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
        throw new CheckpointException("The model file " + file.path().getFileName() + " stores " + tensor
                + " in GGML type " + id + "; F32, F16, BF16, Q8_0, Q4_0 and Q4_1 can be read.");
    }

    int blockSize() {
        return blockSize;
    }

    /** Bytes of {@code count} numbers, a multiple of the block size. */
    long bytes(long count) {
        return count / blockSize * blockBytes;
    }

    /** Decodes {@code row}, all of {@code data}. */
    void decode(MemorySegment data, float[] row) {
        for (int block = 0; block < row.length / blockSize; block++) {
            long at = (long) block * blockBytes;
            int to = block * blockSize;
            switch (this) {
                case F32 -> row[to] = data.get(FLOAT, at);
                case F16 -> row[to] = half(data, at);
                case BF16 -> row[to] = Float.intBitsToFloat(data.get(SHORT, at) << Short.SIZE);
                case Q8_0 -> decodeBytes(data, at, row, to);
                case Q4_0 -> {
                    float scale = half(data, at);
                    decodeNibbles(data, at + 2, scale, -8 * scale, row, to);
                }
                case Q4_1 -> decodeNibbles(data, at + 4, half(data, at), half(data, at + 2), row, to);
            }
        }
    }

    private static void decodeBytes(MemorySegment data, long at, float[] row, int to) {
        float scale = half(data, at);
        for (int i = 0; i < Q8_0.blockSize; i++) {
            row[to + i] = scale * data.get(ValueLayout.JAVA_BYTE, at + 2 + i);
        }
    }

    /** Low halves of the bytes are the first 16 numbers, high halves the other 16. */
    private static void decodeNibbles(MemorySegment data, long at, float scale, float offset, float[] row, int to) {
        for (int i = 0; i < HALF_BLOCK; i++) {
            int pair = Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, at + i));
            row[to + i] = scale * (pair & 0xF) + offset;
            row[to + HALF_BLOCK + i] = scale * (pair >>> 4) + offset;
        }
    }

    private static float half(MemorySegment data, long at) {
        return Float.float16ToFloat(data.get(SHORT, at));
    }
}
