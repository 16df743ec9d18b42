package dev.attune.lm.batch;

import java.util.List;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import static dev.attune.lm.torch.Operators.indexSelect;

/**
 * Rows of several texts that do not see each other: answers after the prompt that they share, which is computed once, or
 * documents packed into one row. Places are counted as if each text stood alone after the shared one, so that states are
 * what separate rows would give.
 *
 * @param batch padded on the right, with places of its own for each row of several texts
 * @param segments (B, T): {@value #SHARED} for what all texts of the row see, 1, 2, ... for the texts, {@value #PADDING}
 * @param ends index into the flattened (B * T) states of each text's last token, row by row
 * @param longest tokens of the longest shared text and text together
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record SegmentedBatch(TokenBatch batch, int[][] segments, long[] ends, int longest) {
    public static final int SHARED = 0;
    static final int PADDING = -1;

    /**
     * One row.
     *
     * @param shared seen by all texts; may be empty
     * @param texts at least one, none empty
     */
    public record Row(int[] shared, List<int[]> texts) {
        public Row {
            texts = List.copyOf(texts);
            if (texts.isEmpty() || texts.stream().anyMatch(text -> text.length == 0)) {
                throw new IllegalArgumentException("A row needs at least one text, and each at least one token.");
            }
        }

        /** Tokens of the row. */
        public int length() {
            return shared.length + texts.stream().mapToInt(text -> text.length).sum();
        }
    }

    /** Pads {@code rows} to the longest one. */
    public static SegmentedBatch of(NDManager manager, List<Row> rows) {
        int time = rows.stream().mapToInt(Row::length).max().orElseThrow();
        Layout layout = new Layout(
                rows.size(),
                time,
                rows.stream().mapToInt(row -> row.texts.size()).sum());
        for (int row = 0; row < rows.size(); row++) {
            layout.put(row, rows.get(row));
        }
        Shape shape = new Shape(rows.size(), time);
        boolean plain = rows.stream().allMatch(row -> row.texts.size() == 1);
        TokenBatch batch = new TokenBatch(
                manager.create(layout.ids, shape),
                plain
                        ? manager.create(LongStream.range(0, time).toArray(), new Shape(1, time))
                        : manager.create(layout.positions, shape),
                rows.stream().mapToInt(Row::length).toArray(),
                Padding.RIGHT);
        return new SegmentedBatch(batch, layout.segments, layout.ends, layout.longest);
    }

    /** The rows with {@code virtual} places before all else, which every text of the row sees; {@code ends} stay as they are. */
    public SegmentedBatch after(int virtual) {
        if (virtual == 0) {
            return this;
        }
        int[][] longer = new int[segments.length][];
        for (int row = 0; row < segments.length; row++) {
            longer[row] = new int[virtual + segments[row].length]; // SHARED is 0
            System.arraycopy(segments[row], 0, longer[row], virtual, segments[row].length);
        }
        return new SegmentedBatch(batch.after(virtual), longer, ends, longest + virtual);
    }

    /** Whether each row has one text only, so that plain causal attention serves. */
    public boolean isPlain() {
        return ends.length == segments.length;
    }

    /** Of hidden states (B, T, H), those (N, H) at the last token of each text, row by row. */
    public NDArray lastStates(NDArray hidden) {
        NDArray flat = hidden.reshape(-1, hidden.getShape().get(2));
        return indexSelect(flat, 0, hidden.getManager().create(ends));
    }

    /** The arrays while they are being filled. */
    private static final class Layout {
        private final int time;
        private final long[] ids;
        private final long[] positions;
        private final int[][] segments;
        private final long[] ends;
        private int longest;
        private int filledEnds;

        Layout(int rows, int time, int texts) {
            this.time = time;
            this.ids = new long[rows * time];
            this.positions = new long[rows * time];
            this.segments = new int[rows][time];
            this.ends = new long[texts];
        }

        void put(int row, Row content) {
            int column = append(row, 0, content.shared, SHARED, 0);
            int first = content.shared.length;
            for (int text = 0; text < content.texts.size(); text++) {
                int[] tokens = content.texts.get(text);
                column = append(row, column, tokens, text + 1, first);
                ends[filledEnds++] = (long) row * time + column - 1;
                longest = Math.max(longest, first + tokens.length);
            }
            for (int rest = column; rest < time; rest++) {
                segments[row][rest] = PADDING;
                positions[row * time + rest] = (long) rest - column;
            }
        }

        private int append(int row, int column, int[] tokens, int segment, int position) {
            for (int i = 0; i < tokens.length; i++) {
                segments[row][column + i] = segment;
                ids[row * time + column + i] = tokens[i];
                positions[row * time + column + i] = (long) position + i;
            }
            return column + tokens.length;
        }
    }
}
