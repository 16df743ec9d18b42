package dev.attune.worker.sink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32C;

/**
 * TensorBoard's event files: TFRecord frames (length, its masked CRC-32C, data, its masked CRC-32C; little-endian) that each
 * hold an {@code Event} in Protocol Buffers' wire format: {@code wall_time} 1 (double), {@code step} 2 (varint),
 * {@code file_version} 3 (text), {@code summary} 5 of {@code value} 1 with {@code tag} 1 (text) and {@code simple_value} 2
 * (float).
 */
final class TensorBoardEvents {

    private static final int WALL_TIME = 1 << 3 | 1;
    private static final int STEP = 2 << 3;
    private static final int FILE_VERSION = 3 << 3 | 2;
    private static final int SUMMARY = 5 << 3 | 2;
    private static final int VALUE = 1 << 3 | 2;
    private static final int TAG = 1 << 3 | 2;
    private static final int SIMPLE_VALUE = 2 << 3 | 5;

    private static final int CRC_MASK = 0xa282ead8;
    private static final int HEADER = 12;
    private static final int FOOTER = 4;
    /** In an event of ours the step, if it is not 0, follows the wall time. */
    private static final int STEP_AT = 9;

    private TensorBoardEvents() {}

    /** The first event of a file. */
    static byte[] version(double wallTime) {
        ByteArrayOutputStream event = begin(wallTime, 0);
        text(event, FILE_VERSION, "brain.Event:2");
        return event.toByteArray();
    }

    /** A step's metrics. */
    static byte[] scalars(double wallTime, int step, SortedMap<String, Double> metrics) {
        ByteArrayOutputStream summary = new ByteArrayOutputStream();
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            text(value, TAG, metric.getKey());
            value.write(SIMPLE_VALUE);
            value.writeBytes(buffer(4).putFloat(metric.getValue().floatValue()).array());
            bytes(summary, VALUE, value.toByteArray());
        }
        ByteArrayOutputStream event = begin(wallTime, step);
        bytes(event, SUMMARY, summary.toByteArray());
        return event.toByteArray();
    }

    /** An event in its frame. */
    static byte[] record(byte[] event) {
        byte[] length = buffer(8).putLong(event.length).array();
        return buffer(HEADER + event.length + FOOTER)
                .put(length)
                .putInt(maskedCrc(length))
                .put(event)
                .putInt(maskedCrc(event))
                .array();
    }

    /** A file of ours without the events after {@code step}, and without a frame that a crash cut short. */
    static byte[] upTo(int step, byte[] file) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int from = 0;
        while (file.length - from >= HEADER + FOOTER) {
            long whole = HEADER + in.getLong(from) + FOOTER;
            if (whole > file.length - from) {
                break;
            }
            if (stepOf(file, from + HEADER) <= step) {
                kept.write(file, from, (int) whole);
            }
            from += (int) whole;
        }
        return kept.toByteArray();
    }

    private static long stepOf(byte[] file, int event) {
        if (file[event + STEP_AT] != STEP) {
            return 0;
        }
        long step = 0;
        int shift = 0;
        int at = event + STEP_AT + 1;
        byte next;
        do {
            next = file[at++];
            step |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return step;
    }

    /** CRC-32C, rotated right by 15 bits, plus a constant: so that a CRC over data that holds CRCs is still a good one. */
    static int maskedCrc(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }

    private static ByteArrayOutputStream begin(double wallTime, int step) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.write(WALL_TIME);
        event.writeBytes(buffer(8).putDouble(wallTime).array());
        if (step != 0) { // Protocol Buffers leave zeros out
            event.write(STEP);
            varint(event, step);
        }
        return event;
    }

    private static void text(ByteArrayOutputStream out, int field, String text) {
        bytes(out, field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
        out.write(field);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static void varint(ByteArrayOutputStream out, int number) {
        int left = number;
        while ((left & ~0x7f) != 0) {
            out.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
