package dev.attune.lm.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.RotaryRows;
import dev.attune.lm.file.StoredWeight;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

/**
 * One tensor of a GGUF file, decoded by all cores, each some rows at a time, straight into its place.
 *
 * @param headSize if above 0, rows go to where Hugging Face's layout has them
 */
record GgufWeight(GgufFile file, String name, int headSize) implements StoredWeight {
    /** Bytes of the file that one thread takes at once, or one row if that is longer. */
    private static final long PIECE = 1 << 18;

    @Override
    public long[] shape() {
        return file.tensor(name).shape();
    }

    @Override
    public String place() {
        return "In the model file " + file.path().getFileName() + " the tensor " + name;
    }

    @Override
    public void readInto(MemorySegment target, Dtype dtype, NDManager scratch) {
        long[] shape = shape();
        int columns = Math.toIntExact(shape[shape.length - 1]);
        long rows = Tensors.count(shape) / columns;
        if (headSize > 0 && rows % headSize != 0) {
            throw new CheckpointException(place() + " has " + rows + " rows, but a head has " + headSize + ".");
        }
        long stored = file.tensor(name).encoding().bytes(columns);
        long together = Math.max(1, PIECE / stored);
        LongStream.range(0, (rows + together - 1) / together).parallel().forEach(piece -> {
            long from = piece * together;
            decode(from, (int) Math.min(together, rows - from), columns, target, dtype);
        });
    }

    private void decode(long from, int rows, int columns, MemorySegment target, Dtype dtype) {
        GgufFile.Tensor tensor = file.tensor(name);
        int stored = Math.toIntExact(tensor.encoding().bytes(columns));
        int size = Math.multiplyExact(stored, rows);
        byte[] data = file.borrow(size);
        tensor.file().read(tensor.start() + from * stored, ByteBuffer.wrap(data, 0, size));
        float[] row = new float[columns];
        short[] narrow = new short[dtype == Dtype.FLOAT32 ? 0 : columns];
        for (int r = 0; r < rows; r++) {
            tensor.encoding().decode(data, r * stored, row);
            long place =
                    (headSize == 0 ? from + r : RotaryRows.halfSplit(from + r, headSize)) * columns * dtype.bytes();
            switch (dtype) {
                case FLOAT32 -> MemorySegment.copy(row, 0, target, ValueLayout.JAVA_FLOAT, place, columns);
                case BFLOAT16 -> {
                    toBfloat16(row, narrow);
                    MemorySegment.copy(narrow, 0, target, ValueLayout.JAVA_SHORT, place, columns);
                }
                case FLOAT16 -> {
                    toFloat16(row, narrow);
                    MemorySegment.copy(narrow, 0, target, ValueLayout.JAVA_SHORT, place, columns);
                }
                case INT64 -> throw new IllegalArgumentException("Weights are not whole numbers.");
            }
        }
        file.giveBack(data);
    }

    /** Rounds to the nearest, halves to even, as libtorch does. */
    private static void toBfloat16(float[] wide, short[] narrow) {
        for (int i = 0; i < wide.length; i++) {
            int bits = Float.floatToRawIntBits(wide[i]);
            int rounded = bits + 0x7FFF + (bits >>> 16 & 1) >>> 16;
            narrow[i] = (short) (Float.isNaN(wide[i]) ? 0x7FC0 : rounded);
        }
    }

    private static void toFloat16(float[] wide, short[] narrow) {
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = Float.floatToFloat16(wide[i]);
        }
    }
}
