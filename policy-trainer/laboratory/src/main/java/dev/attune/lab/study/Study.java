package dev.attune.lab.study;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Runs a comparison cell by cell until all are done or its time is over. */
public final class Study {

    private final StudySettings settings;
    private final List<StudyTask> tasks;
    private final CellStore store;
    private final Path folder;
    private final Consumer<String> log;

    /**
     * @param folder of the comparison
     * @param log lines for people
     */
    public Study(StudySettings settings, List<StudyTask> tasks, CellStore store, Path folder, Consumer<String> log) {
        this.settings = settings;
        this.tasks = List.copyOf(tasks);
        this.store = store;
        this.folder = folder;
        this.log = log;
    }

    /** The plan as the results are now. */
    public Plan plan() {
        return Plan.of(settings, tasks, store);
    }

    /**
     * Runs what is left.
     *
     * @param time after which no other cell begins
     * @return the plan at the end
     */
    public Plan run(CellRunner runner, Duration time) {
        long began = System.nanoTime();
        Plan plan = plan();
        log.accept(left(plan));
        for (Optional<Trial> next = plan.next(); next.isPresent(); next = plan.next()) {
            if (System.nanoTime() - began > time.toNanos()) {
                log.accept("The time is over; the same command goes on with the rest.");
                return plan;
            }
            Cell cell = next.get().cell();
            log.accept("lab: " + (plan.done() + 1) + " of " + (plan.done() + plan.left()) + ": " + cell.said());
            runner.run(order(cell));
            plan = plan();
            CellResult result =
                    store.result(cell).orElseThrow(() -> StudyErrors.cell(cell, "it left no result.", null));
            log.accept(said(result) + " " + left(plan));
        }
        return plan;
    }

    private Order order(Cell cell) {
        Path file = tasks.stream()
                .filter(task -> task.name().equals(cell.task()))
                .findFirst()
                .orElseThrow()
                .file();
        boolean keeps = cell.use() == Cell.Use.RESULT
                && cell.seed() == 1
                && cell.examples() == settings.sizes().examples()
                && cell.method().tuning().isPresent()
                && cell.method() != Method.FULL;
        Path keep = keeps
                ? folder.resolve("adapters")
                        .resolve(cell.task() + "-" + cell.method().text())
                : null;
        return new Order(
                cell,
                file,
                settings.model().toAbsolutePath(),
                settings.general() == null ? null : settings.general().toAbsolutePath(),
                keep == null ? null : keep.toAbsolutePath());
    }

    private static String said(CellResult result) {
        if (result.failure() != null) {
            return "  it came to nothing: " + result.failure();
        }
        Scores scores = result.test() == null ? result.dev() : result.test();
        return String.format(
                Locale.ROOT,
                "  %s accuracy %.3f in %.0f s.",
                result.test() == null ? "dev" : "test",
                scores == null ? Double.NaN : scores.accuracy(),
                result.cost().seconds());
    }

    /** What is left and how long it will take, for people. */
    public static String left(Plan plan) {
        OptionalDouble seconds = plan.secondsLeft();
        return plan.left() == 0
                ? "All " + plan.done() + " cells are done."
                : plan.left() + (plan.left() == 1 ? " cell left" : " cells left")
                        + (seconds.isPresent()
                                ? ", about " + time(seconds.getAsDouble())
                                : ", nobody knows yet how long")
                        + ".";
    }

    static String time(double seconds) {
        return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }
}
