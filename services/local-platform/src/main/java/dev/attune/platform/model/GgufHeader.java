package dev.attune.platform.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The header of a GGUF file, versions 2 and 3 (little endian): remarks, then for each tensor its name, shape, number
 * type and offset, then the tensors.
 */
final class GgufHeader {

    private static final int MAGIC = 0x46554747;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final long LONGEST_TEXT = 64 << 20;
    private static final int UINT32 = 4;

    /** Bytes of a remark's value by its type. */
    private static final Map<Integer, Integer> SIZES = Map.ofEntries(
            Map.entry(0, 1),
            Map.entry(1, 1),
            Map.entry(2, 2),
            Map.entry(3, 2),
            Map.entry(4, 4),
            Map.entry(5, 4),
            Map.entry(6, 4),
            Map.entry(7, 1),
            Map.entry(10, 8),
            Map.entry(11, 8),
            Map.entry(12, 8));

    /** A number type: {@code bytes} for each block of {@code elements}. */
    private record NumberType(String name, int elements, int bytes) {}

    private static final Map<Integer, NumberType> TYPES = Map.of(
            0, new NumberType("F32", 1, 4),
            1, new NumberType("F16", 1, 2),
            2, new NumberType("Q4_0", 32, 18),
            3, new NumberType("Q4_1", 32, 20),
            8, new NumberType("Q8_0", 32, 34),
            30, new NumberType("BF16", 1, 2));

    private final DataInputStream in;
    private final Path file;
    private long position;
    private long alignment = 32;

    private GgufHeader(DataInputStream in, Path file) {
        this.in = in;
        this.file = file;
    }

    /**
     * Reads the header and compares what it promises with the file's length.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code model-incomplete}
     */
    static Weights read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new GgufHeader(in, file).read();
        } catch (EOFException e) {
            throw ModelDirectory.incomplete(
                    file, "has " + Files.size(file) + " bytes and ends within its header: it is truncated");
        }
    }

    private Weights read() throws IOException {
        if (int32() != MAGIC) {
            throw ModelDirectory.incomplete(file, "is no GGUF file");
        }
        int version = int32();
        if (version != 2 && version != 3) {
            throw ModelDirectory.incomplete(file, "has the GGUF version " + version + "; known are 2 and 3");
        }
        long tensors = int64();
        long remarks = int64();
        for (long i = 0; i < remarks; i++) {
            remark();
        }
        Weights sum = Weights.NONE;
        long end = 0;
        for (long i = 0; i < tensors; i++) {
            text();
            long elements = elements();
            NumberType type = numberType(int32());
            end = Math.max(end, int64() + elements / type.elements * type.bytes);
            sum = sum.and(elements, type.name);
        }
        long data = (position + alignment - 1) / alignment * alignment;
        ModelDirectory.requireAtLeast(file, Files.size(file), data + end);
        return sum;
    }

    private void remark() throws IOException {
        String name = text();
        int type = int32();
        if (name.equals("general.alignment") && type == UINT32) {
            alignment = int32();
        } else {
            skipValue(type);
        }
    }

    private void skipValue(int type) throws IOException {
        if (type == STRING) {
            text();
        } else if (type == ARRAY) {
            int element = int32();
            long count = int64();
            for (long i = 0; i < count; i++) {
                skipValue(element);
            }
        } else {
            skip(SIZES.getOrDefault(type, -1), type);
        }
    }

    private void skip(int bytes, int type) throws IOException {
        if (bytes < 0) {
            throw ModelDirectory.incomplete(file, "has a damaged header: a remark of the unknown type " + type);
        }
        in.skipNBytes(bytes);
        position += bytes;
    }

    private long elements() throws IOException {
        int dimensions = int32();
        long elements = 1;
        for (int i = 0; i < dimensions; i++) {
            elements *= int64();
        }
        return elements;
    }

    private NumberType numberType(int type) {
        NumberType known = TYPES.get(type);
        if (known == null) {
            throw ModelDirectory.incomplete(
                    file, "has tensors of the number type " + type + ", which is not supported");
        }
        return known;
    }

    private String text() throws IOException {
        long length = int64();
        if (length < 0 || length > LONGEST_TEXT) {
            throw ModelDirectory.incomplete(file, "has a damaged header: a text of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        position += length;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int int32() throws IOException {
        position += Integer.BYTES;
        return Integer.reverseBytes(in.readInt());
    }

    private long int64() throws IOException {
        position += Long.BYTES;
        return Long.reverseBytes(in.readLong());
    }
}
