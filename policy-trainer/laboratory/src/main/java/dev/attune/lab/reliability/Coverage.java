package dev.attune.lab.reliability;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

import dev.attune.lab.measure.Predictions;

/**
 * What a classifier would be worth if it answered only where it is surest (El-Yaniv and Wiener 2010). Items of equal
 * probability are answered together, each as wrong as all of them are on average.
 */
final class Coverage {

    private Coverage() {}

    /** The error rate among the first n answered items, for n from 1 to N. */
    static double[] risks(Predictions said) {
        double[] confidence = new double[said.size()];
        Arrays.setAll(confidence, i -> said.probabilities()[i][said.predicted()[i]]);
        int[] order = IntStream.range(0, confidence.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -confidence[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] risks = new double[order.length];
        double wrong = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int errors = 0;
            while (to < order.length && confidence[order[to]] == confidence[order[from]]) {
                errors += said.predicted()[order[to]] == said.truth()[order[to]] ? 0 : 1;
                to++;
            }
            for (int i = from; i < to; i++) {
                wrong += (double) errors / (to - from);
                risks[i] = wrong / (i + 1);
            }
            from = to;
        }
        return risks;
    }

    /** The area under risk over coverage: the mean of {@link #risks}. */
    static double area(Predictions said) {
        return Arrays.stream(risks(said)).average().orElseThrow();
    }

    /** Accuracy where only the surest {@code share} of the items is answered, rounded up. */
    static double accuracyAt(Predictions said, double share) {
        int answered = (int) Math.ceil(share * said.size() - 1e-9);
        return 1 - risks(said)[Math.max(answered, 1) - 1];
    }
}
