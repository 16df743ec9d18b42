package dev.attune.policy.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Rows of like length together, so that a batch is not mostly padding. */
public final class LengthGroups {

    /** Smaller groups would cost more in calls than they save in padding. */
    private static final int SMALLEST = 4;

    private static final double GROWTH = 1.25;

    private LengthGroups() {}

    /**
     * Splits {@code rows}, shortest first, wherever a row is more than a quarter longer than its group's first one and the
     * group has at least four rows. The order of equally long rows stays.
     */
    public static List<List<Integer>> of(List<Integer> rows, ToIntFunction<Integer> length) {
        List<Integer> sorted =
                rows.stream().sorted(Comparator.comparingInt(length)).toList();
        List<List<Integer>> groups = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            boolean split = i == sorted.size()
                    || (i - from >= SMALLEST
                            && length.applyAsInt(sorted.get(i)) > GROWTH * length.applyAsInt(sorted.get(from)));
            if (split) {
                groups.add(sorted.subList(from, i));
                from = i;
            }
        }
        return groups;
    }

    /** As {@link #of(List, ToIntFunction)}, in parts of at most {@code most} rows; 0 leaves the groups whole. */
    public static List<List<Integer>> of(List<Integer> rows, ToIntFunction<Integer> length, int most) {
        List<List<Integer>> parts = new ArrayList<>();
        for (List<Integer> group : of(rows, length)) {
            int size = most == 0 ? group.size() : most;
            for (int from = 0; from < group.size(); from += size) {
                parts.add(group.subList(from, Math.min(group.size(), from + size)));
            }
        }
        return parts;
    }
}
