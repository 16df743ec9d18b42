package dev.attune.lm.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.MappedFile;

/** Reads GGUF's little-endian values one after the other; every length is checked against the file before it is used. */
final class GgufCursor {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int TYPE_STRING = 8;
    private static final int TYPE_ARRAY = 9;
    private static final String TEXT = "bytes of text";
    private static final long LONGEST_TEXT = 64 << 20;

    private final MappedFile file;
    private long position;

    GgufCursor(MappedFile file) {
        this(file, 0);
    }

    private GgufCursor(MappedFile file, long position) {
        this.file = file;
        this.position = position;
    }

    /** A list that was passed over: where its {@code count} values of one type begin. */
    record Unread(int type, int count, long position) {
        List<Object> read(MappedFile file) {
            GgufCursor cursor = new GgufCursor(file, position);
            List<Object> list = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                list.add(cursor.value(type));
            }
            return list;
        }
    }

    long position() {
        return position;
    }

    int unsignedByte() {
        return Byte.toUnsignedInt(next(1).get(ValueLayout.JAVA_BYTE, 0));
    }

    int integer() {
        return next(Integer.BYTES).get(INT, 0);
    }

    long longInteger() {
        return next(Long.BYTES).get(LONG, 0);
    }

    /** A count of things that take at least {@code smallest} bytes each. */
    int count(int smallest, String what) {
        long count = longInteger();
        if (count < 0 || count > Integer.MAX_VALUE || count > (file.size() - position) / smallest) {
            throw claims(count, what);
        }
        return (int) count;
    }

    /** More than there is: the file was cut, unless no file could have so much. */
    private CheckpointException claims(long count, String what) {
        String reason = "it claims " + Long.toUnsignedString(count) + " " + what;
        if (count >= 0 && count <= LONGEST_TEXT) {
            return file.cut(reason);
        }
        return what.equals(TEXT)
                ? file.damaged(reason, "has a damaged header: a text of " + count + " bytes")
                : file.damaged(reason);
    }

    String string() {
        int length = count(1, TEXT);
        return new String(next(length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** A value of GGUF's type {@code type}: a Long, Double, Boolean, String, or {@link Unread} list of them. */
    Object value(int type) {
        return switch (type) {
            case 0 -> (long) unsignedByte();
            case 1 -> (long) (byte) unsignedByte();
            case 2 -> (long) Short.toUnsignedInt(next(Short.BYTES).get(SHORT, 0));
            case 3 -> (long) next(Short.BYTES).get(SHORT, 0);
            case 4 -> Integer.toUnsignedLong(integer());
            case 5 -> (long) integer();
            case 6 -> shortest(Float.intBitsToFloat(integer()));
            case 7 -> unsignedByte() != 0;
            case TYPE_STRING -> string();
            case TYPE_ARRAY -> list();
            case 10, 11 -> longInteger();
            case 12 -> Double.longBitsToDouble(longInteger());
            default ->
                throw file.damaged(
                        "it has a value of the unknown type " + type,
                        "has a damaged header: a remark of the unknown type " + type);
        };
    }

    /** The decimal number that the float stands for: 1e-5, not 9.99999974e-6. */
    private static double shortest(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    /** Passes over a list, checking it: a vocabulary is large, and often the tokenizer is read from elsewhere. */
    private Unread list() {
        int type = integer();
        if (type == TYPE_ARRAY) {
            throw file.damaged("it has a list of lists");
        }
        int count = count(type == TYPE_STRING ? Long.BYTES : 1, "entries in a list");
        long start = position;
        if (type == TYPE_STRING) {
            for (int i = 0; i < count; i++) {
                next(count(1, TEXT));
            }
        } else if (count > 0) {
            value(type);
            long size = position - start;
            file.requireInside(position, size * (count - 1), "a list");
            position += size * (count - 1);
        }
        return new Unread(type, count, start);
    }

    private MemorySegment next(long length) {
        MemorySegment bytes = file.slice(position, length, "the header");
        position += length;
        return bytes;
    }
}
