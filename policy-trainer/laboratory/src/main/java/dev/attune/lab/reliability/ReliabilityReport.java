package dev.attune.lab.reliability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.task.TaskEvidence;
import dev.attune.contracts.task.TaskFigure;
import dev.attune.lab.measure.Measured;

/**
 * How reliable a model is, and where it has become worse.
 *
 * @param measures by name
 * @param recallByPosition how often the right label was chosen when it stood at each place of the list
 * @param gapByAxis between groups, of the newer model
 * @param regressions names of the measures that became worse, beyond chance with all measures looked at together
 * @param compared how many measures were compared
 */
public record ReliabilityReport(
        int items,
        int templates,
        int sentences,
        int swaps,
        Map<String, One> measures,
        List<Double> recallByPosition,
        Map<String, Double> gapByAxis,
        List<String> regressions,
        int compared) {

    /**
     * One measure. What {@code before}, {@code difference} and {@code holm} say is absent where there is one model.
     *
     * @param better {@code higher} or {@code lower}
     * @param holm the bootstrap's probability of no difference, after Holm's correction for all measures
     * @param worse whether the difference's interval lies on the bad side of 0
     * @param regressed whether it is worse and {@code holm} is below 0.05
     */
    public record One(
            String better,
            int units,
            @Nullable Measured before,
            Measured value,
            @Nullable Measured difference,
            @Nullable Double holm,
            boolean worse,
            boolean regressed) {}

    /** One sentence that says whether anything has become worse. */
    public String verdict() {
        if (compared == 0) {
            return "Nothing to compare with.";
        }
        List<String> worse = measures.entrySet().stream()
                .filter(one -> one.getValue().worse())
                .map(Map.Entry::getKey)
                .toList();
        return String.format(
                Locale.ROOT,
                "Of %d measures %d became worse beyond their own interval%s, %d of them beyond chance with all looked at"
                        + " together (Holm)%s.",
                compared,
                worse.size(),
                worse.isEmpty() ? "" : " (" + String.join(", ", worse) + ")",
                regressions.size(),
                regressions.isEmpty() ? "" : ": " + String.join(", ", regressions));
    }

    /**
     * What a reviewer is shown: figures of this model and of the one before, and the verdict as a note.
     *
     * @param data what it was measured on
     */
    public TaskEvidence evidence(String data) {
        Map<String, TaskFigure> now = new LinkedHashMap<>();
        Map<String, TaskFigure> old = new LinkedHashMap<>();
        measures.forEach((name, one) -> {
            now.put(name, figure(one.value()));
            if (one.before() != null) {
                old.put(name, figure(one.before()));
            }
        });
        return new TaskEvidence(data, items, now, old, verdict(), compared == 0 ? null : regressions);
    }

    /** The interval of a biased measure need not hold its value; a figure's does. */
    private static TaskFigure figure(Measured one) {
        return new TaskFigure(one.value(), Math.min(one.low(), one.value()), Math.max(one.high(), one.value()));
    }

    /** For people. */
    public String markdown() {
        List<String> lines = new ArrayList<>(List.of("# Reliability", "", verdict(), ""));
        lines.add(String.format(
                Locale.ROOT,
                "%d items, %d templates, %d sentences of ours about people, %d items of which another sex is said.",
                items,
                templates,
                sentences,
                swaps));
        lines.add("");
        lines.add("| measure | better | units | before | now | difference | Holm | |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- | --- |");
        measures.forEach((name, one) -> lines.add(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %s | %s | %s | %s | %s |",
                name,
                one.better(),
                one.units(),
                text(one.before()),
                text(one.value()),
                text(one.difference()),
                one.holm() == null ? "" : String.format(Locale.ROOT, "%.3f", one.holm()),
                one.regressed() ? "regressed" : one.worse() ? "worse" : "")));
        return String.join("\n", lines) + "\n";
    }

    private static String text(@Nullable Measured one) {
        return one == null ? "" : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", one.value(), one.low(), one.high());
    }
}
