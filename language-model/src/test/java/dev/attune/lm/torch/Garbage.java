package dev.attune.lm.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Makes a use of freed Java buffers visible. */
public final class Garbage {
    private static final int BUFFERS = 50_000;

    private Garbage() {}

    /** Frees the buffers that nobody holds, and fills small freed pieces of memory with a number that spoils any result. */
    public static void collectAndOverwrite() {
        for (int round = 0; round < 3; round++) {
            System.gc();
            Thread.onSpinWait();
        }
        List<ByteBuffer> fill = new ArrayList<>();
        for (int i = 0; i < BUFFERS; i++) {
            fill.add(ByteBuffer.allocateDirect(Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putFloat(0, 777f));
        }
        if (fill.size() != BUFFERS) {
            throw new IllegalStateException("the buffers must live until here");
        }
    }
}
