package dev.attune.cli.show;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.attune.worker.folder.SampledAnswer;

/**
 * A run as text: a row for each metric, a column for each of some steps; then sampled answers.
 *
 * @param width characters of a sampled text before it is cut
 */
public record RunTables(PrintWriter out, int width) {
    private static final int COLUMNS = 6;

    /** Prints the metrics at the first, the last and some steps between. */
    public void metrics(SortedMap<String, SortedMap<Integer, Double>> metrics) {
        SortedSet<Integer> all = new TreeSet<>();
        metrics.values().forEach(values -> all.addAll(values.keySet()));
        List<Integer> steps = some(List.copyOf(all));
        out.printf("%-22s", "metric");
        steps.forEach(step -> out.printf(Locale.ROOT, " %10s", "step " + step));
        out.println();
        metrics.forEach((metric, values) -> {
            out.printf("%-22s", metric);
            steps.forEach(step -> out.printf(" %10s", number(values.get(step))));
            out.println();
        });
    }

    /** Prints the answers of a step with what they were rewarded. */
    public void answers(Map<Integer, List<SampledAnswer>> answers) {
        answers.forEach((step, samples) -> {
            String source = samples.getFirst().source() == SampledAnswer.Source.HELD_OUT
                    ? "held-out prompts"
                    : "prompts that it learns from";
            out.printf("%nAnswers of step %d to %s%n", step, source);
            out.printf("%10s  %-" + width + "s  %s%n", "reward", "prompt", "answer");
            for (SampledAnswer sample : samples) {
                out.printf(
                        "%10s  %-" + width + "s  %s%n",
                        number(sample.reward()),
                        cut(sample.prompt()),
                        cut(sample.answer()) + parts(sample));
            }
        });
    }

    private static String parts(SampledAnswer sample) {
        List<String> parts = new ArrayList<>();
        sample.parts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(part -> parts.add(part.getKey() + " " + number(part.getValue())));
        return parts.isEmpty() ? "" : "  (" + String.join(", ", parts) + ")";
    }

    /** The first, the last and evenly chosen ones between. */
    static List<Integer> some(List<Integer> steps) {
        if (steps.size() <= COLUMNS) {
            return steps;
        }
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            chosen.add(steps.get(Math.round((float) i * (steps.size() - 1) / (COLUMNS - 1))));
        }
        return chosen;
    }

    private String cut(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }

    static String number(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        double size = Math.abs(value);
        if (size != 0 && size < 0.001) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return String.format(Locale.ROOT, size < 100 ? "%.4f" : "%.1f", value);
    }
}
