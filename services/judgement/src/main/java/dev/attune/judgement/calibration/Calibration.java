package dev.attune.judgement.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

/**
 * Predictions beside what happened. The likelier of two is what a prediction is of, so that probabilities lie between a half and 1. Bins hold
 * equally many; an error of the bins alone says little, as who always predicts the mean has none: log loss and Brier stand beside it.
 *
 * @param bins from the least sure to the surest; fewer than ten where there are few predictions
 * @param logLoss mean of -ln of the probability of what happened; probabilities are kept within [0.01, 0.99] here, as one wrong certainty
 *     would make it infinite
 * @param brier mean of (probability - what happened)^2
 * @param predictions how many there were
 */
public record Calibration(List<Bin> bins, double logLoss, double brier, int predictions) {

    private static final int BINS = 10;
    /** A bin with fewer says nothing. */
    private static final int SMALLEST_BIN = 20;

    private static final double LEVEL = 0.95;
    private static final double MOST = 0.99;

    /**
     * Predictions of about the same probability.
     *
     * @param predicted their mean probability
     * @param seen the share that happened, with Wilson's 95 % interval
     */
    public record Bin(int predictions, double predicted, Interval seen) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** Undefined without a prediction. */
    public static Finding<Calibration> of(List<Predicted> all) {
        if (all.isEmpty()) {
            return Finding.undefined(Undefined.NOTHING);
        }
        double logLoss = 0;
        double brier = 0;
        for (Predicted one : all) {
            double ofWhatHappened = one.happened() ? one.probability() : 1 - one.probability();
            logLoss -= Math.log(Math.clamp(ofWhatHappened, 1 - MOST, MOST));
            brier += (1 - ofWhatHappened) * (1 - ofWhatHappened);
        }
        return Finding.of(new Calibration(bins(all), logLoss / all.size(), brier / all.size(), all.size()));
    }

    private static List<Bin> bins(List<Predicted> all) {
        List<Predicted> sorted = all.stream()
                .map(Predicted::ofTheLikelier)
                .sorted(Comparator.comparingDouble(Predicted::probability))
                .toList();
        int count = Math.clamp(sorted.size() / SMALLEST_BIN, 1, BINS);
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < count; bin++) {
            int from = (int) ((long) sorted.size() * bin / count);
            int until = (int) ((long) sorted.size() * (bin + 1) / count);
            bins.add(bin(sorted.subList(from, until)));
        }
        return bins;
    }

    private static Bin bin(List<Predicted> alike) {
        double sum = alike.stream().mapToDouble(Predicted::probability).sum();
        double happened =
                alike.stream().filter(Predicted::happened).mapToDouble(_ -> 1).sum();
        return new Bin(
                alike.size(),
                sum / alike.size(),
                Interval.wilson(happened, alike.size(), LEVEL).get());
    }
}
