package dev.attune.reward.encode;

import java.util.Arrays;
import java.util.List;

import dev.attune.lm.batch.SegmentedBatch.Row;
import dev.attune.preference.pair.PreferencePair;

/**
 * A prompt, its answers, and the comparisons of them that are one element of a batch: each answer goes through the
 * transformer once, and the prompt, too, where that saves time.
 *
 * @param rows one in which the answers share the prompt's tokens, or one for each answer; each answer with its end token
 * @param comparisons of the answers, which are counted through the rows
 */
public record PromptGroup(List<Row> rows, List<Comparison> comparisons) {

    /**
     * Masked products of queries and keys that cost about as much as a token's way through the linear layers: answers in one
     * row do not see each other, but the attention computes what they would see.
     */
    private static final int PRODUCTS_PER_TOKEN = 512;

    public PromptGroup {
        rows = List.copyOf(rows);
        comparisons = List.copyOf(comparisons);
    }

    /** A group in the cheaper of the two layouts. */
    public static PromptGroup of(int[] prompt, List<int[]> answers, List<Comparison> comparisons) {
        long answerTokens = answers.stream().mapToLong(answer -> answer.length).sum();
        long squares = answers.stream()
                .mapToLong(answer -> (long) answer.length * answer.length)
                .sum();
        long masked = (answerTokens * answerTokens - squares) / 2;
        boolean shared = (long) prompt.length * (answers.size() - 1) * PRODUCTS_PER_TOKEN > masked;
        List<Row> rows = shared
                ? List.of(new Row(prompt, answers))
                : answers.stream()
                        .map(answer -> new Row(new int[0], List.of(joined(prompt, answer))))
                        .toList();
        return new PromptGroup(rows, comparisons);
    }

    private static int[] joined(int[] prompt, int[] answer) {
        int[] joined = Arrays.copyOf(prompt, prompt.length + answer.length);
        System.arraycopy(answer, 0, joined, prompt.length, answer.length);
        return joined;
    }

    /**
     * People's word on two answers of the row.
     *
     * @param first index of the chosen answer
     * @param second index of the rejected answer
     * @param margin what the chosen score must exceed the rejected one by, in the loss
     * @param weight how much it counts in the loss
     * @param number among all comparisons of the part, for the bootstrap of an ensemble
     */
    public record Comparison(PreferencePair pair, int first, int second, double margin, double weight, int number) {}

    /** Tokens of all rows. */
    public int tokens() {
        return rows.stream().mapToInt(Row::length).sum();
    }

    /** Tokens of the longest row. */
    int width() {
        return rows.stream().mapToInt(Row::length).max().orElseThrow();
    }

    /** Tokens of the longest prompt and answer together. */
    int longest() {
        return rows.stream()
                .mapToInt(row -> row.shared().length
                        + row.texts().stream()
                                .mapToInt(text -> text.length)
                                .max()
                                .orElseThrow())
                .max()
                .orElseThrow();
    }

    /** Whether the answers are in one row. */
    boolean isShared() {
        return rows.size() == 1;
    }

    public int answers() {
        return rows.stream().mapToInt(row -> row.texts().size()).sum();
    }

    public double weight() {
        return comparisons.stream().mapToDouble(Comparison::weight).sum();
    }
}
