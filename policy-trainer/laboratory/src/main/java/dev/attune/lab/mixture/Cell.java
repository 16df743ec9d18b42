package dev.attune.lab.mixture;

import java.util.Arrays;
import java.util.List;

import dev.attune.lab.measure.Metrics;
import dev.attune.lab.measure.Predictions;

/**
 * What one model said of a task's items, asked by one template.
 *
 * @param key digest of all that the answers depend on
 * @param side {@code before} or {@code after}
 * @param template counted from 1
 * @param truth the right labels' numbers, by item
 * @param predicted the chosen ones
 */
record Cell(
        String key, String side, String task, int shots, int template, List<Integer> truth, List<Integer> predicted) {

    Cell {
        truth = List.copyOf(truth);
        predicted = List.copyOf(predicted);
    }

    static Cell of(String key, String side, String task, int shots, int template, Predictions said) {
        return new Cell(
                key,
                side,
                task,
                shots,
                template,
                Arrays.stream(said.truth()).boxed().toList(),
                Arrays.stream(said.predicted()).boxed().toList());
    }

    /** 1 where the item was got right, else 0. */
    double[] right() {
        double[] right = new double[truth.size()];
        Arrays.setAll(right, item -> truth.get(item).equals(predicted.get(item)) ? 1 : 0);
        return right;
    }

    double accuracy() {
        return Arrays.stream(right()).average().orElseThrow();
    }

    double macroF1(int labels) {
        return Metrics.macroF1(new Predictions(
                truth.stream().mapToInt(Integer::intValue).toArray(),
                predicted.stream().mapToInt(Integer::intValue).toArray(),
                new double[truth.size()][labels]));
    }
}
