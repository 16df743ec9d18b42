package dev.attune.registry.prompt;

import java.util.ArrayList;
import java.util.List;

/** What changed between two texts, line by line. */
public final class LineDiff {

    /** Longer texts are shown as all taken out and all put in: the table of common lines would be too large. */
    private static final int MOST_LINES = 2_000;

    private LineDiff() {}

    /** What became of a line. */
    public enum Change {
        SAME,
        REMOVED,
        ADDED
    }

    /** A line of either text. */
    public record Line(Change change, String text) {}

    /** The lines of both; the longest common run of lines is kept, and what was removed comes before what was added. */
    public static List<Line> of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        if (old.size() > MOST_LINES || now.size() > MOST_LINES) {
            List<Line> all = new ArrayList<>();
            old.forEach(line -> all.add(new Line(Change.REMOVED, line)));
            now.forEach(line -> all.add(new Line(Change.ADDED, line)));
            return all;
        }
        int[][] common = common(old, now);
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                lines.add(new Line(Change.SAME, old.get(i++)));
                j++;
            } else if (j >= now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line(Change.REMOVED, old.get(i++)));
            } else {
                lines.add(new Line(Change.ADDED, now.get(j++)));
            }
        }
        return lines;
    }

    /** The length of the longest common subsequence of what follows each pair of places. */
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
