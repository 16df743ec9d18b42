package dev.attune.lab.mixture;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.measure.Measured;

/**
 * Held-out tasks before and after tuning. Accuracies are means over a task's templates of the same items; differences are of
 * pairs.
 *
 * @param tasks by name, then {@code zeroShot} and {@code fewShot}
 * @param overall means over the tasks, each counted alike, items drawn again within each
 * @param generalLoss on held-out demonstrations, in nats a token; less is better
 */
public record TasksReport(
        Map<String, Map<String, OfTask>> tasks,
        Map<String, Sides> overall,
        @Nullable Sides generalLoss) {

    /** A number of one model or two; {@code after} and the difference are absent where there is one. */
    public record Sides(
            Measured before,
            @Nullable Measured after,
            @Nullable Measured difference) {}

    /**
     * One task in one way.
     *
     * @param majority the share of the most frequent label among the items
     * @param macroF1 mean over the templates, before and after
     * @param templates accuracy of each template, before and after
     * @param spread best less worst template, before and after
     */
    public record OfTask(
            int items,
            int labels,
            double majority,
            Sides accuracy,
            List<Double> macroF1,
            List<List<Double>> templates,
            List<Double> spread) {}

    /** For people. */
    public String markdown() {
        StringBuilder text = new StringBuilder("""
                # Tasks that were held out

                | task | shots | items | majority | before | after | difference | spread over templates |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        tasks.forEach((name, ways) -> ways.forEach((way, one) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.3f | %s | %s |%n",
                name,
                way,
                one.items(),
                one.majority(),
                cells(one.accuracy()),
                String.join(
                        " → ",
                        one.spread().stream()
                                .map(spread -> String.format(Locale.ROOT, "%.3f", spread))
                                .toList())))));
        overall.forEach((way, sides) -> text.append("| all | " + way + " | | | " + cells(sides) + " | |\n"));
        text.append("\nAccuracy: mean over templates, with 95 % intervals of items drawn again; the difference is of"
                + " pairs.\n");
        if (generalLoss != null) {
            text.append("\nLoss on held-out demonstrations (nats a token, before | after | difference): ")
                    .append(cells(generalLoss))
                    .append('\n');
        }
        return text.toString();
    }

    private static String cells(Sides sides) {
        return interval(sides.before()) + " | " + interval(sides.after()) + " | " + interval(sides.difference());
    }

    private static String interval(@Nullable Measured one) {
        return one == null ? "" : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", one.value(), one.low(), one.high());
    }
}
