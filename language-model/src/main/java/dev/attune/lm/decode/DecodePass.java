package dev.attune.lm.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.KvCache;
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
    final long normal;
    final MemorySegment normalMemory;
    final long queries;
    final MemorySegment queryMemory;
    final long mask;
    final long scores;
    final long mixed;
    final long mixedRows;
    final Layout past;
    final Layout pastKeys;
    final Layout gate;
    final Layout up;

    private final KvCache cache;
    private final int keyValueHeads;
    private final NDManager owner;
    private final MemorySegment idMemory;
    private final MemorySegment positionMemory;
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
        NDArray queryArray = Tensors.empty(owner, Dtype.FLOAT32, rows * k, a / k, d);
        NDArray normalArray = Tensors.empty(owner, compute, rows, config.hiddenSize());
        NDArray maskArray = Tensors.empty(owner, Dtype.FLOAT32, rows * k, 1, seen);
        NDArray mixedArray = Tensors.empty(owner, compute, rows * k, a / k, d);
        NDArray mixedView = mixedArray.reshape(new Shape(rows, a * d));
        NDArray positionArray = Tensors.empty(owner, Dtype.INT64, rows, 1);
        positions = Scratch.handle(positionArray);
        idMemory = Tensors.bytes(idArray);
        positionMemory = Tensors.bytes(positionArray);
        queryMemory = Tensors.bytes(queryArray);
        normalMemory = Tensors.bytes(normalArray);
        maskMemory = Tensors.bytes(maskArray);
        ids = Scratch.handle(idArray);
        queries = Scratch.handle(queryArray);
        normal = Scratch.handle(normalArray);
        mask = Scratch.handle(maskArray);
        scores = Scratch.handle(Tensors.empty(owner, Dtype.FLOAT32, rows * k, a / k, seen));
        mixed = Scratch.handle(mixedArray);
        mixedRows = Scratch.handle(mixedView);

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
        for (int position = 0; position < seen; position++) {
            float hidden = position <= length ? 0 : Float.NEGATIVE_INFINITY;
            maskMemory.setAtIndex(ValueLayout.JAVA_FLOAT, line * seen + position, hidden);
        }
    }

    /** Where the new token of a row goes; idle rows write to their first place. */
    int position(int row) {
        return (int) positionMemory.getAtIndex(ValueLayout.JAVA_LONG, row);
    }

    @Override
    public void close() {
        owner.close();
    }
}
