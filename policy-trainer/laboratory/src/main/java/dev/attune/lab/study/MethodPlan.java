package dev.attune.lab.study;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of one method on one task.
 *
 * @param sweep tries with the first seed, from low to high; empty where there is nothing to choose
 * @param chosen the setting of the best try, or nothing while that is open, or all failed
 * @param widened whether the sweep went on beyond an edge
 * @param atEdge whether the best is at an edge even so
 * @param results with all seeds, once a setting is chosen
 * @param curve with other numbers of examples
 * @param later cells that cannot be said yet
 */
public record MethodPlan(
        StudyTask task,
        Method method,
        List<Trial> sweep,
        Optional<Setting> chosen,
        boolean widened,
        boolean atEdge,
        List<Trial> results,
        List<Trial> curve,
        int later) {

    static MethodPlan of(StudySettings settings, StudyTask task, Method method, CellStore store) {
        return new Maker(settings, task, method, store).plan();
    }

    /** All cells that can be said, in the order in which they run. */
    public Stream<Trial> cells() {
        return Stream.of(sweep, results, curve).flatMap(List::stream);
    }

    /** Whether all tries came to nothing. */
    public boolean failed() {
        return !sweep.isEmpty()
                && sweep.stream().allMatch(trial -> trial.result().isPresent() && !trial.succeeded());
    }

    /** Of equally many right answers the likelier truth. */
    static Optional<Trial> best(List<Trial> sweep) {
        return sweep.stream()
                .filter(Trial::succeeded)
                .min(Comparator.comparingDouble((Trial trial) -> -dev(trial).accuracy())
                        .thenComparingDouble(trial -> dev(trial).nll()));
    }

    private static Scores dev(Trial trial) {
        return trial.result()
                .flatMap(result -> Optional.ofNullable(result.dev()))
                .orElseThrow();
    }

    private record Maker(StudySettings settings, StudyTask task, Method method, CellStore store) {

        MethodPlan plan() {
            Sizes sizes = settings.sizes();
            List<Setting> ladder = Ladder.of(method, sizes.tries());
            if (ladder.size() == 1) {
                return with(List.of(), Optional.of(ladder.getFirst()), false, false);
            }
            List<Trial> sweep = tries(ladder);
            if (sweep.stream().anyMatch(trial -> trial.result().isEmpty())) {
                return with(sweep, Optional.empty(), false, false);
            }
            Optional<Setting> beyond = best(sweep)
                    .flatMap(best -> Ladder.beyond(ladder, best.cell().setting()));
            if (beyond.isPresent()) {
                List<Setting> wider = Stream.concat(ladder.stream(), beyond.stream())
                        .sorted(Comparator.comparingDouble(
                                setting -> Optional.ofNullable(setting.rate()).orElse(0.0)))
                        .toList();
                List<Trial> all = tries(wider);
                boolean open = all.stream().anyMatch(trial -> trial.result().isEmpty());
                Optional<Setting> best = best(all).map(trial -> trial.cell().setting());
                return with(all, open ? Optional.empty() : best, true, !open && best.equals(beyond));
            }
            return with(sweep, best(sweep).map(trial -> trial.cell().setting()), false, false);
        }

        private List<Trial> tries(List<Setting> ladder) {
            return ladder.stream()
                    .map(setting -> trial(setting, 1, settings.sizes().examples(), Cell.Use.SWEEP))
                    .toList();
        }

        private MethodPlan with(List<Trial> sweep, Optional<Setting> chosen, boolean widened, boolean atEdge) {
            int seeds = method == Method.ZERO_SHOT ? 1 : settings.seeds();
            List<Integer> sizes = method.learns() && method != Method.SEARCHED ? curveSizes() : List.of();
            List<Trial> results = chosen.map(
                            setting -> seeded(setting, settings.sizes().examples(), seeds))
                    .orElse(List.of());
            List<Trial> curve = chosen.map(setting -> sizes.stream()
                            .flatMap(size -> seeded(setting, size, seeds).stream())
                            .toList())
                    .orElse(List.of());
            boolean dead = chosen.isEmpty()
                    && !sweep.isEmpty()
                    && sweep.stream().allMatch(trial -> trial.result().isPresent());
            int later = chosen.isPresent() || dead ? 0 : seeds * (1 + sizes.size());
            return new MethodPlan(task, method, sweep, chosen, widened, atEdge, results, curve, later);
        }

        /** Those for which each label has an example, and the task has enough. */
        private List<Integer> curveSizes() {
            return settings.curve().stream()
                    .filter(size -> size != settings.sizes().examples())
                    .filter(size -> size >= task.data().task().labels().size())
                    .filter(size -> size <= task.data().train().size())
                    .toList();
        }

        private List<Trial> seeded(Setting setting, int examples, int seeds) {
            return Stream.iterate(1L, seed -> seed + 1)
                    .limit(seeds)
                    .map(seed -> trial(setting, seed, examples, Cell.Use.RESULT))
                    .toList();
        }

        private Trial trial(Setting setting, long seed, int examples, Cell.Use use) {
            Cell cell = new Cell(
                    Cell.CODE,
                    task.name(),
                    task.digest() + settings.generalDigest(),
                    settings.modelDigest(),
                    method,
                    setting,
                    seed,
                    method.learns() ? examples : 0,
                    use,
                    settings.sizes());
            return new Trial(cell, store.result(cell));
        }
    }
}
