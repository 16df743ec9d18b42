package dev.attune.lab.study;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.attune.lab.measure.Metrics;
import dev.attune.lab.measure.Predictions;

/**
 * What was said of N examples.
 *
 * @param labels how many there are
 * @param truth (N)
 * @param predicted (N)
 * @param confidence (N) the probability of the predicted label
 * @param nll mean negative log-probability of the truth, in nats
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Scores(int labels, int[] truth, int[] predicted, double[] confidence, double nll) {

    public static Scores of(Predictions said) {
        double[] confidence = new double[said.size()];
        Arrays.setAll(confidence, i -> said.probabilities()[i][said.predicted()[i]]);
        return new Scores(said.labels(), said.truth(), said.predicted(), confidence, Metrics.nll(said));
    }

    /** As a classification of which only the chosen labels' probabilities are known. */
    public Predictions predictions() {
        double[][] rows = new double[truth.length][labels];
        for (int i = 0; i < rows.length; i++) {
            rows[i][predicted[i]] = confidence[i];
        }
        return new Predictions(truth, predicted, rows);
    }

    @JsonIgnore
    public double accuracy() {
        return Metrics.accuracy(predictions());
    }
}
