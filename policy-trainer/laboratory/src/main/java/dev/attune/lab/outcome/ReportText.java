package dev.attune.lab.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.study.Plan;
import dev.attune.lab.study.Sizes;
import dev.attune.lab.study.StudySettings;

/** A comparison told in Markdown. */
final class ReportText {

    private final Plan plan;
    private final List<String> lines = new ArrayList<>();

    private ReportText(Plan plan) {
        this.plan = plan;
    }

    /** @param pictures of each task, in order */
    static String of(
            Plan plan,
            Map<String, List<Outcome>> outcomes,
            List<Recommendation> recommendations,
            Map<String, List<String>> pictures) {
        ReportText text = new ReportText(plan);
        text.head();
        outcomes.forEach((task, methods) -> {
            text.lines.add("\n## " + task + "\n");
            text.examples(task);
            recommendations.stream()
                    .filter(one -> one.task().equals(task))
                    .forEach(one -> text.lines.add(String.join(" ", one.sentences()) + "\n"));
            if (!methods.isEmpty()) {
                text.quality(methods);
                text.price(methods);
                text.sweep(methods);
                text.samples(methods);
            }
            pictures.getOrDefault(task, List.of())
                    .forEach(picture -> text.lines.add("\n![" + task + "](" + picture + ")"));
        });
        text.notes();
        return String.join("\n", text.lines) + "\n";
    }

    private void head() {
        StudySettings settings = plan.settings();
        Sizes sizes = settings.sizes();
        lines.add("# Methods compared on " + settings.modelName() + "\n");
        lines.add(
                plan.left() == 0
                        ? "All " + plan.done() + " cells are done."
                        : "**Not complete**: " + plan.done() + " cells are done, " + plan.left() + " are left.");
        lines.add(String.format(
                Locale.ROOT,
                "%nEach method learns from the same %d examples, %d times each, %d a step; of %d settings each the best on"
                        + " other examples is taken, with one seed, and measured with %s on tests that nothing was chosen"
                        + " with.",
                sizes.examples(),
                sizes.passes(),
                sizes.batch(),
                sizes.tries(),
                settings.seeds() == 1 ? "1 seed" : settings.seeds() + " seeds"));
    }

    /** How many examples there really are, which may be fewer than were asked for. */
    private void examples(String task) {
        plan.parts().stream()
                .map(part -> part.task())
                .filter(one -> one.name().equals(task))
                .findFirst()
                .map(one -> one.data())
                .ifPresent(data -> lines.add("Chosen on " + data.dev().size() + " examples, measured on "
                        + data.test().size() + " tests.\n"));
    }

    private void quality(List<Outcome> methods) {
        row(
                "method",
                "accuracy",
                "against zero-shot",
                "against the best",
                "macro-F1",
                "calibration error",
                "shifted domain",
                "forgetting");
        rule(8);
        for (Outcome one : methods) {
            row(
                    one.method().text(),
                    Figures.measured(one.accuracy()),
                    Figures.signed(one.againstZeroShot()),
                    one.againstBest() == null ? "best" : Figures.signed(one.againstBest()),
                    Figures.measured(one.macroF1()),
                    Figures.measured(one.ece()),
                    Figures.measured(one.shifted()),
                    one.forgetting() == null ? "–" : String.format(Locale.ROOT, "%+.3f", one.forgetting()));
        }
        lines.add("");
    }

    private void price(List<Outcome> methods) {
        row(
                "method",
                "trained",
                "of all",
                "artifact",
                "train",
                "to quality",
                "peak memory",
                "a text",
                "virtual tokens",
                "setting",
                "seeds");
        rule(11);
        for (Outcome one : methods) {
            Outcome.Price price = one.price();
            row(
                    one.method().text(),
                    String.format(Locale.ROOT, "%,d", price.parameters()),
                    Figures.percent(price.share()),
                    Figures.bytes(price.artifactBytes()),
                    Figures.seconds(price.trainSeconds()),
                    price.secondsToQuality() == null ? "–" : Figures.seconds(price.secondsToQuality()),
                    String.format(Locale.ROOT, "%.0f MB", price.peakMemoryMb()),
                    String.format(Locale.ROOT, "%.0f ms", 1000 * price.secondsPerItem()),
                    String.valueOf(price.virtualTokens()),
                    one.setting(),
                    String.valueOf(one.seeds()));
        }
        lines.add("");
    }

    private void sweep(List<Outcome> methods) {
        List<Outcome> swept =
                methods.stream().filter(one -> !one.tries().isEmpty()).toList();
        if (swept.isEmpty()) {
            return;
        }
        lines.add("Tries on the examples to choose with, with one seed:\n");
        for (Outcome one : swept) {
            String tries = one.tries().stream()
                    .map(attempt -> attempt.setting() + ": " + said(attempt.accuracy()))
                    .collect(Collectors.joining(", "));
            lines.add("- " + one.method().text() + ": " + tries + ". Taken: " + one.setting()
                    + (one.widened() ? "; the best lay at an edge, so one more was tried" : "")
                    + (one.atEdge() ? ", which is the best and lies at the edge again" : "") + ".");
        }
        lines.add("");
    }

    private static String said(@Nullable Double accuracy) {
        return accuracy == null ? "diverged" : String.format(Locale.ROOT, "%.3f", accuracy);
    }

    private void samples(List<Outcome> methods) {
        TreeSet<Integer> sizes = new TreeSet<>();
        methods.forEach(one -> one.curve().forEach(sample -> sizes.add(sample.examples())));
        if (sizes.size() < 2) {
            return;
        }
        lines.add("Accuracy by the number of training examples:\n");
        List<String> head = new ArrayList<>(List.of("method"));
        sizes.forEach(size -> head.add(String.valueOf(size)));
        row(head.toArray(String[]::new));
        rule(head.size());
        for (Outcome one : methods) {
            List<String> cells = new ArrayList<>(List.of(one.method().text()));
            for (int size : sizes) {
                cells.add(one.curve().stream()
                        .filter(sample -> sample.examples() == size)
                        .findFirst()
                        .map(sample -> Figures.measured(sample.accuracy()))
                        .orElse("–"));
            }
            row(cells.toArray(String[]::new));
        }
        lines.add("");
    }

    private void notes() {
        boolean general = plan.settings().general() != null;
        lines.add("\n## How to read it\n");
        List<String> notes = new ArrayList<>();
        notes.add(
                "Intervals are at 95 %, from 1,000 samples of both tests and seeds; a star marks a difference that is clear of"
                        + " zero. Of many comparisons some are so by chance.");
        notes.add("The best is the highest of several figures and so somewhat too good.");
        notes.add(
                "Zero-shot is the task's own prompt; few-shot shows training examples in it; head is a linear head on the"
                        + " frozen model's last state. The others are supervised tuning on the same prompt, answered with the label's"
                        + " word.");
        notes.add(
                "Train is the time of the steps alone, without loading, measuring and sweeps; to quality the training time"
                        + " until accuracy on the examples to choose with, looked at after each quarter, was halfway from zero-shot to"
                        + " the best method.");
        notes.add(
                "Peak memory is that of a process that loads the model, trains and measures on the way. Times are wall time"
                        + " of whatever else the machine did.");
        notes.add(
                "With other numbers of examples the rate stays, and passes change so that the steps are about as many.");
        notes.add(
                general
                        ? "Forgetting is the rise of the loss on general text, nats a token, with the adapter or prompt on."
                        : "Forgetting was not measured: no general text was given.");
        notes.forEach(note -> lines.add("- " + note));
    }

    private void row(String... cells) {
        lines.add("| " + String.join(" | ", Objects.requireNonNull(cells)) + " |");
    }

    private void rule(int columns) {
        lines.add("| " + String.join(" | ", java.util.Collections.nCopies(columns, "---")) + " |");
    }
}
