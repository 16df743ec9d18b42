package dev.attune.lm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Scratch;
import dev.attune.lm.torch.Scratch.Layout;
import dev.attune.lm.torch.Tensors;

/**
 * What {@link FastDecoder} prepares once for many passes of R rows that look at S positions: views, buffers, and the inputs
 * that Java writes before each pass.
 */
final class DecodePass implements AutoCloseable {
    final int rows;
    final int seen;
    final long positions;
    final long ids;
    final long places;
    final long mask;
    final long scores;
    final long mixed;
    final long mixedRows;
    final Layout turning;
    final Layout firstHalf;
    final Layout secondHalf;
    final Layout column;
    final Layout headColumn;
    final Layout queries;
    final Layout queryGroups;
    final Layout keys;
    final Layout values;
    final Layout vectors;
    final Layout past;
    final Layout pastKeys;
    final Layout gate;
    final Layout up;

    private final KvCache cache;
    private final int keyValueHeads;
    private final NDManager owner;
    private final MemorySegment idMemory;
    private final MemorySegment positionMemory;
    private final MemorySegment placeMemory;
    private final MemorySegment maskMemory;

    DecodePass(NDManager parent, TransformerConfig config, Dtype compute, KvCache cache, int rows, int seen) {
        this.owner = parent.newSubManager();
        this.rows = rows;
        this.seen = seen;
        this.cache = cache;
        this.keyValueHeads = config.keyValueHeads();
        long a = config.heads();
        long k = config.keyValueHeads();
        long d = config.headSize();
        NDArray idArray = Tensors.empty(owner, Dtype.INT64, rows);
        NDArray placeArray = Tensors.empty(owner, Dtype.INT64, rows * k);
        NDArray maskArray = Tensors.empty(owner, Dtype.FLOAT32, rows * k, 1, seen);
        NDArray mixedArray = Tensors.empty(owner, compute, rows * k, a / k, d);
        NDArray mixedView = mixedArray.reshape(new Shape(rows, a * d));
        NDArray positionArray = Tensors.empty(owner, Dtype.INT64, rows, 1);
        positions = Scratch.handle(positionArray);
        idMemory = Tensors.bytes(idArray);
        positionMemory = Tensors.bytes(positionArray);
        placeMemory = Tensors.bytes(placeArray);
        maskMemory = Tensors.bytes(maskArray);
        ids = Scratch.handle(idArray);
        places = Scratch.handle(placeArray);
        mask = Scratch.handle(maskArray);
        scores = Scratch.handle(Tensors.empty(owner, Dtype.FLOAT32, rows * k, a / k, seen));
        mixed = Scratch.handle(mixedArray);
        mixedRows = Scratch.handle(mixedView);

        long[] joined = {(a + 2 * k) * d, d, 1}; // rows of query, key and value heads
        long[] pair = {(a + k) * d, d, 1}; // rows of query and key heads
        turning = Layout.of(0, new long[] {rows, a + k, d}, joined);
        firstHalf = Layout.of(0, new long[] {rows, a + k, d / 2}, pair);
        secondHalf = Layout.of(d / 2, new long[] {rows, a + k, d / 2}, pair);
        column = Layout.contiguous(rows, 1);
        headColumn = Layout.contiguous(rows, a + k, 1);
        queries = Layout.of(0, new long[] {rows, a, d}, pair);
        queryGroups = Layout.contiguous(rows * k, a / k, d);
        keys = Layout.of(a * d, new long[] {rows, k, d}, pair);
        values = Layout.of((a + k) * d, new long[] {rows, k, d}, joined);
        vectors = Layout.contiguous(rows * k, d);
        long line = cache.capacity() * d;
        past = Layout.of(0, new long[] {rows * k, seen, d}, new long[] {line, d, 1});
        long wideLine = compute == Dtype.FLOAT32 ? line : seen * d;
        pastKeys = Layout.of(0, new long[] {rows * k, d, seen}, new long[] {wideLine, 1, d});
        long f = config.intermediateSize();
        gate = Layout.of(0, new long[] {rows, f}, new long[] {2 * f, 1});
        up = Layout.of(f, new long[] {rows, f}, new long[] {2 * f, 1});
    }

    /** Writes the inputs of one pass; rows beyond those of {@code tokens} are idle. */
    void fill(int[] tokens) {
        for (int row = 0; row < rows; row++) {
            boolean active = row < tokens.length;
            int length = active ? cache.length(row) : 0;
            idMemory.setAtIndex(ValueLayout.JAVA_LONG, row, active ? tokens[row] : 0);
            positionMemory.setAtIndex(ValueLayout.JAVA_LONG, row, length);
            for (int head = 0; head < keyValueHeads; head++) {
                fillHead((long) row * keyValueHeads + head, length);
            }
        }
    }

    private void fillHead(long line, int length) {
        placeMemory.setAtIndex(ValueLayout.JAVA_LONG, line, line * cache.capacity() + length);
        for (int position = 0; position < seen; position++) {
            float hidden = position <= length ? 0 : Float.NEGATIVE_INFINITY;
            maskMemory.setAtIndex(ValueLayout.JAVA_FLOAT, line * seen + position, hidden);
        }
    }

    @Override
    public void close() {
        owner.close();
    }
}
