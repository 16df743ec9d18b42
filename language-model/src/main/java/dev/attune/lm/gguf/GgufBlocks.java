package dev.attune.lm.gguf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decoders of GGML's blocks, each multiplication and addition rounded to float32 in the order of the {@code gguf} package, so
 * that the numbers are equal bit by bit. The layouts are those of {@code ggml-common.h}: {@code data[at]} begins a block, and
 * its numbers go to {@code row[to]} and on.
 */
final class GgufBlocks {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HALF = 16;
    private static final int WHOLE = 32;

    private GgufBlocks() {}

    static void plain(GgufEncoding encoding, byte[] data, int at, float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = switch (encoding) {
                case F32 -> Float.intBitsToFloat((int) INT.get(data, at + Float.BYTES * i));
                case F16 -> half(data, at + Short.BYTES * i);
                default -> Float.intBitsToFloat((short) SHORT.get(data, at + Short.BYTES * i) << Short.SIZE);
            };
        }
    }

    /** A scale, then 32 numbers of 4 bits: the low halves of 16 bytes, then the high ones. */
    static void q40(byte[] data, int at, float[] row, int to) {
        float scale = half(data, at);
        for (int i = 0; i < HALF; i++) {
            int pair = data[at + 2 + i] & 0xFF;
            row[to + i] = scale * ((pair & 0xF) - 8);
            row[to + HALF + i] = scale * ((pair >>> 4) - 8);
        }
    }

    /** As Q4_0, with a smallest number after the scale. */
    static void q41(byte[] data, int at, float[] row, int to) {
        float scale = half(data, at);
        float least = half(data, at + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = data[at + 4 + i] & 0xFF;
            row[to + i] = scale * (pair & 0xF) + least;
            row[to + HALF + i] = scale * (pair >>> 4) + least;
        }
    }

    /** A scale, the 32 fifth bits, then as Q4_0. */
    static void q50(byte[] data, int at, float[] row, int to) {
        float scale = half(data, at);
        int fifth = (int) INT.get(data, at + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = data[at + 6 + i] & 0xFF;
            row[to + i] = scale * ((pair & 0xF | fifth >>> i << 4 & 0x10) - 16);
            row[to + HALF + i] = scale * ((pair >>> 4 | fifth >>> i + HALF << 4 & 0x10) - 16);
        }
    }

    /** A scale, the smallest number, the 32 fifth bits, then as Q4_1. */
    static void q51(byte[] data, int at, float[] row, int to) {
        float scale = half(data, at);
        float least = half(data, at + 2);
        int fifth = (int) INT.get(data, at + 4);
        for (int i = 0; i < HALF; i++) {
            int pair = data[at + 8 + i] & 0xFF;
            row[to + i] = scale * (pair & 0xF | fifth >>> i << 4 & 0x10) + least;
            row[to + HALF + i] = scale * (pair >>> 4 | fifth >>> i + HALF << 4 & 0x10) + least;
        }
    }

    /** A scale, then 32 signed bytes. */
    static void q80(byte[] data, int at, float[] row, int to) {
        float scale = half(data, at);
        for (int i = 0; i < WHOLE; i++) {
            row[to + i] = scale * data[at + 2 + i];
        }
    }

    /** Scales of the scales and of the smallest numbers, 8 of each in 6 bits, then 4 times 64 numbers of 4 bits. */
    static void q4k(byte[] data, int at, float[] row, int to) {
        float scale = half(data, at);
        float least = half(data, at + 2);
        for (int group = 0; group < 8; group++) {
            float step = scale * sixBits(data, at + 4, group);
            float below = least * sixBitsOfLeast(data, at + 4, group);
            int nibbles = at + 16 + group / 2 * WHOLE;
            int shift = group % 2 * 4;
            for (int i = 0; i < WHOLE; i++) {
                row[to + group * WHOLE + i] = step * (data[nibbles + i] >>> shift & 0xF) - below;
            }
        }
    }

    /** As Q4_K, with the fifth bits in 32 bytes before the others: bit g of byte i for number i of group g. */
    static void q5k(byte[] data, int at, float[] row, int to) {
        float scale = half(data, at);
        float least = half(data, at + 2);
        for (int group = 0; group < 8; group++) {
            float step = scale * sixBits(data, at + 4, group);
            float below = least * sixBitsOfLeast(data, at + 4, group);
            int nibbles = at + 48 + group / 2 * WHOLE;
            int shift = group % 2 * 4;
            for (int i = 0; i < WHOLE; i++) {
                int fifth = data[at + 16 + i] >>> group << 4 & 0x10;
                row[to + group * WHOLE + i] = step * (data[nibbles + i] >>> shift & 0xF | fifth) - below;
            }
        }
    }

    /** Low 4 bits of 256 numbers, their high 2 bits, 16 signed scales of 16 numbers each, and the scale of the scales. */
    static void q6k(byte[] data, int at, float[] row, int to) {
        float scale = half(data, at + 208);
        for (int group = 0; group < 8; group++) {
            int half = group / 4;
            int quarter = group % 4;
            int low = at + half * 64 + quarter % 2 * WHOLE;
            int high = at + 128 + half * WHOLE;
            for (int i = 0; i < WHOLE; i++) {
                int number = data[low + i] >>> quarter / 2 * 4 & 0xF | (data[high + i] >>> 2 * quarter & 3) << 4;
                float step = scale * data[at + 192 + group * 2 + i / HALF];
                row[to + group * WHOLE + i] = step * (number - 32);
            }
        }
    }

    /** Scale {@code group} of the 8 in 12 bytes: the first four are plain, the others borrow the spare bits. */
    private static int sixBits(byte[] data, int at, int group) {
        return group < 4 ? data[at + group] & 0x3F : data[at + group + 4] & 0xF | (data[at + group - 4] & 0xC0) >>> 2;
    }

    private static int sixBitsOfLeast(byte[] data, int at, int group) {
        return group < 4
                ? data[at + group + 4] & 0x3F
                : (data[at + group + 4] & 0xF0) >>> 4 | (data[at + group] & 0xC0) >>> 2;
    }

    private static float half(byte[] data, int at) {
        return Float.float16ToFloat((short) SHORT.get(data, at));
    }
}
