package dev.attune.cli.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import dev.attune.judgement.choice.Strategy;
import dev.attune.judgement.study.LabelsNeeded;
import dev.attune.judgement.study.Replay;

/**
 * Replays stored comparisons with each strategy.
 *
 * @param seeds how many splits into pool and held-out share
 * @param budgetShare which share of all labels random choice may ask for
 * @param evenShare which share of the picks is drawn evenly, whatever the strategy
 */
record ChoiceStudy(int seeds, double budgetShare, double evenShare) {

    private static final int POINTS = 20;

    /** Batches are a 400th of the budget: a project that asks now and then, and not after each vote. */
    private static final int BATCHES = 400;

    void run(ComparisonSet set, List<Strategy> strategies, Consumer<ChoiceRow> rows) {
        int budget = Math.max(POINTS, (int) (budgetShare * set.labels()));
        Replay replay = new Replay(set.features(), set.deviation(), budget, Math.max(1, budget / BATCHES), POINTS);
        List<List<Double>> random = curves(replay, set, Strategy.RANDOM);
        rows.accept(row(set, Strategy.RANDOM, budget, random, random));
        for (Strategy strategy : strategies) {
            if (strategy != Strategy.RANDOM) {
                rows.accept(row(set, strategy, budget, random, curves(replay, set, strategy)));
            }
        }
    }

    private List<List<Double>> curves(Replay replay, ComparisonSet set, Strategy strategy) {
        return LongStream.range(0, seeds)
                .parallel()
                .mapToObj(seed -> replay.curve(set.comparisons(), strategy, evenShare, seed))
                .toList();
    }

    private ChoiceRow row(
            ComparisonSet set, Strategy strategy, int budget, List<List<Double>> random, List<List<Double>> curves) {
        LabelsNeeded needed = LabelsNeeded.of(random, curves, 1, 1);
        List<Double> mean = mean(curves);
        return new ChoiceRow(
                "labels-needed",
                set.name(),
                strategy,
                budget,
                seeds,
                mean.getLast(),
                mean(random).getLast(),
                needed.ratio(),
                needed.low(),
                needed.high(),
                needed.reached(),
                mean);
    }

    private static List<Double> mean(List<List<Double>> curves) {
        List<Double> mean = new ArrayList<>();
        for (int point = 0; point < curves.getFirst().size(); point++) {
            double sum = 0;
            for (List<Double> curve : curves) {
                sum += curve.get(point);
            }
            mean.add(sum / curves.size());
        }
        return mean;
    }
}
