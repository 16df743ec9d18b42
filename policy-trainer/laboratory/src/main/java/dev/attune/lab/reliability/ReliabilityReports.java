package dev.attune.lab.reliability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.Measured;
import dev.attune.lab.measure.Significance;
import dev.attune.lab.reliability.ReliabilityReport.One;

/** Makes reports of answers. */
final class ReliabilityReports {

    /** Many, so that a probability can be small enough to survive Holm's correction for some twenty measures. */
    private static final int ROUNDS = 4000;

    private static final double LEVEL = 0.05;

    private final Bootstrap bootstrap;

    ReliabilityReports(long seed) {
        this.bootstrap = new Bootstrap(ROUNDS, seed);
    }

    ReliabilityReport of(Answers now, Optional<Answers> before) {
        List<Measure> measures = Measure.all(now);
        List<double[]> differences = before.map(old ->
                        measures.stream().map(one -> differences(one, old, now)).toList())
                .orElse(List.of());
        double[] holm = Significance.holm(differences.stream()
                .mapToDouble(ReliabilityReports::probability)
                .toArray());
        Map<String, One> all = new LinkedHashMap<>();
        List<String> regressions = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            One one = before.isEmpty()
                    ? alone(measure, now)
                    : compared(measure, before.get(), now, differences.get(i), holm[i]);
            all.put(measure.name(), one);
            if (one.regressed()) {
                regressions.add(measure.name());
            }
        }
        int[] items = IntStream.range(0, now.truth().length).toArray();
        return new ReliabilityReport(
                items.length,
                now.templates().length,
                now.frames().length * now.frames()[0].length,
                now.swapped().length,
                all,
                now.turned().length > 1
                        ? Arrays.stream(Measure.recalls(now, items)).boxed().toList()
                        : List.of(),
                Measure.gaps(now, IntStream.range(0, now.frames().length).toArray()),
                regressions,
                differences.size());
    }

    private static String better(Measure measure) {
        return measure.higherIsBetter() ? "higher" : "lower";
    }

    private One alone(Measure measure, Answers now) {
        return new One(
                better(measure),
                measure.units().applyAsInt(now),
                null,
                measured(measure, now),
                null,
                null,
                false,
                false);
    }

    private One compared(Measure measure, Answers before, Answers now, double[] drawn, double holm) {
        Measured difference = Bootstrap.interval(measure.of(now) - measure.of(before), drawn);
        boolean worse = measure.higherIsBetter() ? difference.high() < 0 : difference.low() > 0;
        return new One(
                better(measure),
                measure.units().applyAsInt(now),
                measured(measure, before),
                measured(measure, now),
                difference,
                holm,
                worse,
                worse && holm < LEVEL);
    }

    private Measured measured(Measure measure, Answers answers) {
        return Bootstrap.interval(
                measure.of(answers),
                bootstrap.draws(
                        measure.units().applyAsInt(answers),
                        units -> measure.of().applyAsDouble(answers, units)));
    }

    /** The same units of both, drawn again together. */
    private double[] differences(Measure measure, Answers before, Answers now) {
        return bootstrap.draws(
                measure.units().applyAsInt(now),
                units -> measure.of().applyAsDouble(now, units) - measure.of().applyAsDouble(before, units));
    }

    /**
     * Of no difference, two-sided: twice the smaller share of rounds at 0 or beyond on either side, with one round more on each
     * so that it is never 0 (Davison and Hinkley 1997).
     */
    static double probability(double[] drawn) {
        long below = Arrays.stream(drawn).filter(one -> one <= 0).count();
        long above = Arrays.stream(drawn).filter(one -> one >= 0).count();
        return Math.min(1, 2.0 * (Math.min(below, above) + 1) / (drawn.length + 1));
    }
}
