package dev.attune.lab.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A comparison as far as its results say how it goes on: of each method a sweep, then the chosen setting with all seeds, then
 * other numbers of examples. It follows from the settings and the results alone, so that whoever plans again goes on.
 */
public record Plan(StudySettings settings, List<MethodPlan> parts) {

    public Plan {
        parts = List.copyOf(parts);
    }

    /** @throws dev.attune.contracts.error.AttuneException {@code lab-task} for two tasks of one name */
    public static Plan of(StudySettings settings, List<StudyTask> tasks, CellStore store) {
        Set<String> names = new HashSet<>();
        List<MethodPlan> parts = new ArrayList<>();
        for (StudyTask task : tasks) {
            if (!names.add(task.name())) {
                throw StudyErrors.task("Two tasks are called " + task.name() + "; give each a name of its own.");
            }
            settings.methods().forEach(method -> parts.add(MethodPlan.of(settings, task, method, store)));
        }
        return new Plan(settings, parts);
    }

    /** Cells that can be said now. */
    public Stream<Trial> cells() {
        return parts.stream().flatMap(MethodPlan::cells);
    }

    /** The next cell to run: method by method to its results, so that figures come early; other numbers of examples last. */
    public Optional<Trial> next() {
        return Stream.concat(
                        parts.stream().flatMap(part -> Stream.concat(part.sweep().stream(), part.results().stream())),
                        parts.stream().flatMap(part -> part.curve().stream()))
                .filter(trial -> trial.result().isEmpty())
                .findFirst();
    }

    public int done() {
        return (int) cells().filter(trial -> trial.result().isPresent()).count();
    }

    /** Cells that are still to run, those included that cannot be said yet. */
    public int left() {
        return (int) cells().filter(trial -> trial.result().isEmpty()).count()
                + parts.stream().mapToInt(MethodPlan::later).sum();
    }

    /**
     * How long what is left will take, as the cells of the same method did that are done (of the same task if there are such,
     * else of any), and nothing while no cell is done.
     */
    public OptionalDouble secondsLeft() {
        if (left() == 0) {
            return OptionalDouble.of(0);
        }
        OptionalDouble usual = mean(cells());
        if (usual.isEmpty()) {
            return OptionalDouble.empty();
        }
        double seconds = 0;
        for (MethodPlan part : parts) {
            long open = part.cells().filter(trial -> trial.result().isEmpty()).count() + part.later();
            OptionalDouble own = mean(part.cells());
            OptionalDouble alike = mean(parts.stream()
                    .filter(other -> other.method() == part.method())
                    .flatMap(MethodPlan::cells));
            seconds += open * own.orElse(alike.orElse(usual.getAsDouble()));
        }
        return OptionalDouble.of(seconds);
    }

    private static OptionalDouble mean(Stream<Trial> trials) {
        return trials.flatMap(trial -> trial.result().stream())
                .mapToDouble(result -> result.cost().seconds())
                .average();
    }
}
