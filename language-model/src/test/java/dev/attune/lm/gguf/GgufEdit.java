package dev.attune.lm.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.attune.lm.file.MappedFile;
import dev.attune.lm.gguf.GgufHeader.Entry;
import dev.attune.lm.torch.Tensors;

/** A GGUF file taken apart, to be written in another way: with more remarks and tensors, or in parts. */
public final class GgufEdit {
    private static final int ALIGNMENT = 32;
    private static final int UNSIGNED_SHORT = 2;

    private final byte[] remarks;
    private final long remarkCount;
    private final List<Piece> tensors = new ArrayList<>();

    /** A tensor's name, GGML's type, shape as GGUF has it, and bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(String name, int type, List<Long> axes, byte[] data) {}

    private GgufEdit(byte[] remarks, long remarkCount) {
        this.remarks = remarks;
        this.remarkCount = remarkCount;
    }

    public static GgufEdit of(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        try (MappedFile file = MappedFile.open(path)) {
            GgufCursor cursor = new GgufCursor(file);
            cursor.longInteger(); // magic and version
            cursor.longInteger(); // tensors
            long count = cursor.longInteger();
            int start = (int) cursor.position();
            for (long i = 0; i < count; i++) {
                cursor.string();
                cursor.value(cursor.integer());
            }
            GgufEdit edit = new GgufEdit(Arrays.copyOfRange(bytes, start, (int) cursor.position()), count);
            GgufHeader header = GgufHeader.read(file);
            for (Entry entry : header.entries()) {
                int at = (int) (header.dataStart() + entry.offset());
                int size = (int) entry.encoding().bytes(Tensors.count(entry.shape()));
                List<Long> axes = new ArrayList<>();
                for (int axis = entry.shape().length - 1; axis >= 0; axis--) {
                    axes.add(entry.shape()[axis]);
                }
                edit.tensors.add(new Piece(
                        entry.name(), type(entry.encoding()), axes, Arrays.copyOfRange(bytes, at, at + size)));
            }
            return edit;
        }
    }

    private static int type(GgufEncoding encoding) {
        return switch (encoding) {
            case F32 -> 0;
            case F16 -> 1;
            case Q4_0 -> 2;
            case Q4_1 -> 3;
            case Q8_0 -> 8;
            case BF16 -> 30;
            default -> throw new IllegalArgumentException(encoding.name());
        };
    }

    /** Adds a list of float32. */
    public GgufEdit with(String name, float... numbers) {
        ByteBuffer data = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            data.putFloat(number);
        }
        tensors.add(new Piece(name, 0, List.of((long) numbers.length), data.array()));
        return this;
    }

    public Path write(Path path) throws IOException {
        return write(path, Map.of(), true, tensors);
    }

    /** As llama.cpp's gguf-split does: all remarks in the first part, the tensors in turn. */
    public List<Path> writeParts(Path directory, String name, int count) throws IOException {
        List<Path> parts = new ArrayList<>();
        int each = Math.ceilDiv(tensors.size(), count);
        for (int part = 0; part < count; part++) {
            List<Piece> own =
                    tensors.subList(Math.min(part * each, tensors.size()), Math.min((part + 1) * each, tensors.size()));
            Path path = directory.resolve("%s-%05d-of-%05d.gguf".formatted(name, part + 1, count));
            Map<String, Integer> split = new TreeMap<>(Map.of("split.no", part, "split.count", count));
            parts.add(write(path, split, part == 0, own));
        }
        return parts;
    }

    private Path write(Path path, Map<String, Integer> more, boolean withRemarks, List<Piece> pieces)
            throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        header.writeBytes(integer(3));
        header.writeBytes(longInteger(pieces.size()));
        header.writeBytes(longInteger(more.size() + (withRemarks ? remarkCount : 0)));
        more.forEach((key, value) -> {
            header.writeBytes(text(key));
            header.writeBytes(integer(UNSIGNED_SHORT));
            header.writeBytes(new byte[] {value.byteValue(), 0});
        });
        header.writeBytes(withRemarks ? remarks : new byte[0]);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Piece piece : pieces) {
            header.writeBytes(text(piece.name()));
            header.writeBytes(integer(piece.axes().size()));
            piece.axes().forEach(size -> header.writeBytes(longInteger(size)));
            header.writeBytes(integer(piece.type()));
            header.writeBytes(longInteger(data.size()));
            data.writeBytes(piece.data());
            data.writeBytes(padding(data.size()));
        }
        header.writeBytes(padding(header.size()));
        header.writeBytes(data.toByteArray());
        return Files.write(path, header.toByteArray());
    }

    private static byte[] padding(int size) {
        return new byte[(ALIGNMENT - size % ALIGNMENT) % ALIGNMENT];
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] longInteger(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
