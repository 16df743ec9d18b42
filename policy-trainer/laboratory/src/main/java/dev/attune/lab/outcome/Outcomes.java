package dev.attune.lab.outcome;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.measure.Measured;
import dev.attune.lab.measure.Metrics;
import dev.attune.lab.measure.Predictions;
import dev.attune.lab.study.CellResult;
import dev.attune.lab.study.Method;
import dev.attune.lab.study.MethodPlan;
import dev.attune.lab.study.Plan;
import dev.attune.lab.study.Scores;
import dev.attune.lab.study.Trial;

/** What a plan's results say, as far as they are there. */
public final class Outcomes {

    private static final int ROUNDS = 1000;
    private static final double ROUNDING = 1e-9;

    private final SeedBootstrap bootstrap;

    Outcomes(SeedBootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** By task, in the order of the plan; methods without any result are left out. */
    public static Map<String, List<Outcome>> of(Plan plan) {
        return new Outcomes(new SeedBootstrap(ROUNDS)).all(plan);
    }

    private Map<String, List<Outcome>> all(Plan plan) {
        Map<String, List<MethodPlan>> byTask = new LinkedHashMap<>();
        plan.parts()
                .forEach(part -> byTask.computeIfAbsent(part.task().name(), name -> new ArrayList<>())
                        .add(part));
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        byTask.forEach((task, parts) -> outcomes.put(task, ofTask(parts)));
        return outcomes;
    }

    private List<Outcome> ofTask(List<MethodPlan> parts) {
        List<MethodPlan> done = parts.stream()
                .filter(part -> !results(part.results()).isEmpty())
                .toList();
        Optional<MethodPlan> zero =
                done.stream().filter(part -> part.method() == Method.ZERO_SHOT).findFirst();
        Optional<MethodPlan> best = done.stream()
                .max(Comparator.comparingDouble(
                        part -> mean(part, result -> accuracy(result.test())).orElse(0)));
        OptionalDouble target = target(done, zero);
        return done.stream()
                .map(part -> outcome(part, zero, best.orElseThrow(), target))
                .toList();
    }

    /** Halfway from zero-shot to the best on the examples to choose with. */
    private static OptionalDouble target(List<MethodPlan> done, Optional<MethodPlan> zero) {
        OptionalDouble from =
                zero.map(part -> mean(part, result -> accuracy(result.dev()))).orElse(OptionalDouble.empty());
        OptionalDouble to = done.stream()
                .flatMapToDouble(part -> mean(part, result -> accuracy(result.dev())).stream())
                .max();
        return from.isEmpty() || to.isEmpty() || to.getAsDouble() <= from.getAsDouble()
                ? OptionalDouble.empty()
                : OptionalDouble.of((from.getAsDouble() + to.getAsDouble()) / 2 - ROUNDING);
    }

    private Outcome outcome(MethodPlan part, Optional<MethodPlan> zero, MethodPlan best, OptionalDouble target) {
        List<Predictions> tests = predictions(part.results(), CellResult::test);
        boolean isZero = part.method() == Method.ZERO_SHOT;
        return new Outcome(
                part.task().name(),
                part.method(),
                tests.size(),
                part.chosen().orElseThrow().said(),
                tries(part),
                part.widened(),
                part.atEdge(),
                bootstrap.of(tests, Metrics::accuracy),
                bootstrap.of(tests, Metrics::macroF1),
                bootstrap.of(tests, Metrics::ece),
                isZero ? null : zero.map(other -> against(other, tests)).orElse(null),
                part == best ? null : against(best, tests),
                price(part, target),
                shifted(part),
                forgetting(part, zero),
                curve(part));
    }

    private Measured against(MethodPlan other, List<Predictions> tests) {
        return bootstrap.difference(predictions(other.results(), CellResult::test), tests, Metrics::accuracy);
    }

    private static List<Outcome.Try> tries(MethodPlan part) {
        return part.sweep().stream()
                .map(trial -> new Outcome.Try(
                        trial.cell().setting().said(),
                        trial.result()
                                .filter(result -> result.failure() == null)
                                .map(result -> accuracy(result.dev()))
                                .orElse(null)))
                .toList();
    }

    private static Outcome.Price price(MethodPlan part, OptionalDouble target) {
        CellResult first = results(part.results()).getFirst();
        long all = first.cost().totalParameters();
        return new Outcome.Price(
                first.training().parameters(),
                all == 0 ? 0 : (double) first.training().parameters() / all,
                first.training().artifactBytes(),
                first.training().virtualTokens(),
                mean(part, result -> result.training().seconds()).orElse(0),
                target.isEmpty() || part.method() == Method.ZERO_SHOT ? null : timeTo(target.getAsDouble(), part),
                mean(part, result -> result.cost().peakMemoryMb()).orElse(0),
                mean(part, result -> result.cost().secondsPerItem()).orElse(0));
    }

    /** The mean over seeds of the training time after which quality was first there. */
    private static @Nullable Double timeTo(double target, MethodPlan part) {
        double sum = 0;
        List<CellResult> results = results(part.results());
        for (CellResult result : results) {
            Optional<Double> reached = result.training().curve().isEmpty()
                    ? Optional.of(result.training().seconds()).filter(seconds -> accuracy(result.dev()) >= target)
                    : result.training().curve().stream()
                            .filter(point -> point.accuracy() >= target)
                            .map(CellResult.Point::seconds)
                            .findFirst();
            if (reached.isEmpty()) {
                return null;
            }
            sum += reached.get();
        }
        return sum / results.size();
    }

    private @Nullable Measured shifted(MethodPlan part) {
        List<Predictions> said = predictions(part.results(), CellResult::shifted);
        return said.isEmpty() ? null : bootstrap.of(said, Metrics::accuracy);
    }

    private static @Nullable Double forgetting(MethodPlan part, Optional<MethodPlan> zero) {
        OptionalDouble before = zero.map(Outcomes::generalLoss).orElse(OptionalDouble.empty());
        OptionalDouble after = part.method().tuning().isPresent() ? generalLoss(part) : before;
        return before.isEmpty() || after.isEmpty() ? null : after.getAsDouble() - before.getAsDouble();
    }

    private static OptionalDouble generalLoss(MethodPlan part) {
        return results(part.results()).stream()
                .map(CellResult::generalLoss)
                .filter(Objects::nonNull)
                .mapToDouble(loss -> loss)
                .average();
    }

    private List<Outcome.Sample> curve(MethodPlan part) {
        Map<Integer, List<Trial>> bySize = new LinkedHashMap<>();
        if (part.method().learns()) {
            List.of(part.results(), part.curve())
                    .forEach(trials -> trials.forEach(
                            trial -> bySize.computeIfAbsent(trial.cell().examples(), size -> new ArrayList<>())
                                    .add(trial)));
        }
        return bySize.entrySet().stream()
                .filter(size -> !results(size.getValue()).isEmpty())
                .map(size -> new Outcome.Sample(
                        size.getKey(), bootstrap.of(predictions(size.getValue(), CellResult::test), Metrics::accuracy)))
                .sorted(Comparator.comparingInt(Outcome.Sample::examples))
                .toList();
    }

    /** Those that are there and have not failed. */
    static List<CellResult> results(List<Trial> trials) {
        return trials.stream()
                .filter(Trial::succeeded)
                .flatMap(trial -> trial.result().stream())
                .toList();
    }

    private static List<Predictions> predictions(List<Trial> trials, Function<CellResult, @Nullable Scores> which) {
        List<Predictions> predictions = new ArrayList<>();
        for (CellResult result : results(trials)) {
            Scores scores = which.apply(result);
            if (scores != null) {
                predictions.add(scores.predictions());
            }
        }
        return predictions;
    }

    private static OptionalDouble mean(MethodPlan part, ToDoubleFunction<CellResult> figure) {
        return results(part.results()).stream().mapToDouble(figure).average();
    }

    private static double accuracy(@Nullable Scores scores) {
        return scores == null ? Double.NaN : scores.accuracy();
    }
}
