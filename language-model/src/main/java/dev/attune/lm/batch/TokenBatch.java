package dev.attune.lm.batch;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Token sequences as one rectangle.
 *
 * @param ids (B, T) of int64, padding filled with any id
 * @param positions (B, T) or (1, T) of int64: the place of each token in its own sequence
 * @param lengths tokens of each row without padding
 * @param padding where the padding is
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record TokenBatch(NDArray ids, NDArray positions, int[] lengths, Padding padding) {

    /** Pads {@code sequences} to the longest one, in arrays of {@code manager}. No sequence may be empty. */
    public static TokenBatch of(NDManager manager, List<int[]> sequences, Padding padding) {
        return of(manager, sequences, padding, 0);
    }

    /** As {@link #of(NDManager, List, Padding)}, but at least {@code columns} wide. */
    public static TokenBatch of(NDManager manager, List<int[]> sequences, Padding padding, int columns) {
        int rows = sequences.size();
        int[] lengths = sequences.stream().mapToInt(sequence -> sequence.length).toArray();
        int time = Arrays.stream(lengths).max().orElse(0);
        time = time == 0 ? 0 : Math.max(time, columns);
        if (Arrays.stream(lengths).anyMatch(length -> length == 0) || rows == 0) {
            throw new IllegalArgumentException("A batch needs at least one sequence, and each at least one token.");
        }
        long[] ids = new long[rows * time];
        for (int row = 0; row < rows; row++) {
            int start = row * time + (padding == Padding.LEFT ? time - lengths[row] : 0);
            for (int i = 0; i < lengths[row]; i++) {
                ids[start + i] = sequences.get(row)[i];
            }
        }
        NDArray matrix = manager.create(ids, new Shape(rows, time));
        return new TokenBatch(matrix, positions(manager, lengths, time, padding), lengths, padding);
    }

    /** One new token for each row, at the given places of their sequences. */
    public static TokenBatch next(NDManager manager, int[] tokens, int[] places) {
        Shape shape = new Shape(tokens.length, 1);
        NDArray ids = manager.create(Arrays.stream(tokens).asLongStream().toArray(), shape);
        NDArray positions = manager.create(Arrays.stream(places).asLongStream().toArray(), shape);
        int[] lengths = new int[tokens.length];
        Arrays.fill(lengths, 1);
        return new TokenBatch(ids, positions, lengths, Padding.RIGHT);
    }

    /**
     * The batch with {@code virtual} places (any ids) before each text: {@code [pad][virtual][text]}, counted as the row's first
     * tokens. The text's last columns stay the last ones.
     */
    public TokenBatch after(int virtual) {
        if (virtual == 0) {
            return this;
        }
        NDManager step = ids.getManager();
        int[] longer = Arrays.stream(lengths).map(length -> length + virtual).toArray();
        NDArray room = step.zeros(new Shape(size(), virtual), DataType.INT64);
        NDArray places = padding == Padding.LEFT
                ? positions(step, longer, time() + virtual, padding)
                : step.arange(0, virtual, 1, DataType.INT64)
                        .reshape(1, virtual)
                        .broadcast(positions.getShape().get(0), virtual)
                        .concat(positions.add(virtual), 1);
        return new TokenBatch(room.concat(ids, 1), places, longer, padding);
    }

    /** As {@link #after(int)} with as many places as each row says; padded on the right, texts begin in columns of their own. */
    public TokenBatch after(int[] virtual) {
        int most = Arrays.stream(virtual).max().orElse(0);
        if (Arrays.stream(virtual).allMatch(count -> count == most)) {
            return after(most);
        }
        NDManager step = ids.getManager();
        int time = time() + most;
        int[] longer = new int[size()];
        Arrays.setAll(longer, row -> lengths[row] + virtual[row]);
        long[] texts = ids.toLongArray();
        long[] all = new long[size() * time];
        for (int row = 0; row < size(); row++) {
            int before = padding == Padding.LEFT ? most : virtual[row];
            System.arraycopy(texts, row * time(), all, row * time + before, time());
        }
        NDArray matrix = step.create(all, new Shape(size(), time));
        return new TokenBatch(matrix, positions(step, longer, time, padding), longer, padding);
    }

    /** Rows. */
    public int size() {
        return lengths.length;
    }

    /** Columns, padding included (T). */
    public int time() {
        return (int) ids.getShape().get(1);
    }

    /** Whether every row fills all columns. */
    public boolean isFull() {
        return Arrays.stream(lengths).allMatch(length -> length == time());
    }

    /** Column of the token number {@code index} of a row. */
    public int column(int row, int index) {
        return padding == Padding.LEFT ? time() - lengths[row] + index : index;
    }

    private static NDArray positions(NDManager manager, int[] lengths, int time, Padding padding) {
        if (padding == Padding.RIGHT) {
            long[] shared = new long[time];
            Arrays.setAll(shared, i -> i);
            return manager.create(shared, new Shape(1, time));
        }
        long[] positions = new long[lengths.length * time];
        for (int row = 0; row < lengths.length; row++) {
            int first = time - lengths[row];
            for (int column = first; column < time; column++) {
                positions[row * time + column] = (long) column - first;
            }
        }
        return manager.create(positions, new Shape(lengths.length, time));
    }

    /** How many places before each row's tokens are padding. */
    public int[] leftPadding() {
        int[] places = new int[lengths.length];
        if (padding == Padding.LEFT) {
            Arrays.setAll(places, row -> time() - lengths[row]);
        }
        return places;
    }
}
