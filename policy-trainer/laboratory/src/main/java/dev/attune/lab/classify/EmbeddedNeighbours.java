package dev.attune.lab.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;

/**
 * Training texts by the cosine of vectors of the model's own: the mean over a text's tokens of the residual stream in the
 * middle of the base model, each dimension standardised over the training texts. In the middle rather than at the end, where
 * states say which token comes next; without standardising, a few dimensions that are large in all texts decide.
 */
final class EmbeddedNeighbours implements Neighbours {

    /** Of more training texts the first ones are embedded. */
    private static final int MOST = 2000;

    private final MeasuredModel model;
    private final List<Example> examples;
    private final double[] mean;
    private final double[] deviation;
    private final double[][] vectors;
    private final Map<String, double[]> known = new HashMap<>();

    EmbeddedNeighbours(MeasuredModel model, List<Example> examples) {
        this.model = model;
        this.examples = examples.subList(0, Math.min(MOST, examples.size()));
        double[][] states =
                MeanStates.of(model, this.examples.stream().map(Example::text).toList());
        int size = states[0].length;
        this.mean = new double[size];
        this.deviation = new double[size];
        for (double[] state : states) {
            Arrays.setAll(mean, i -> mean[i] + state[i] / states.length);
        }
        for (double[] state : states) {
            Arrays.setAll(deviation, i -> deviation[i] + (state[i] - mean[i]) * (state[i] - mean[i]) / states.length);
        }
        Arrays.setAll(deviation, i -> Math.sqrt(deviation[i] + 1e-9));
        this.vectors = Arrays.stream(states).map(this::unit).toArray(double[][]::new);
    }

    private double[] unit(double[] state) {
        double[] unit = new double[state.length];
        Arrays.setAll(unit, i -> (state[i] - mean[i]) / deviation[i]);
        double length = Math.sqrt(dot(unit, unit));
        Arrays.setAll(unit, i -> unit[i] / Math.max(length, 1e-12));
        return unit;
    }

    @Override
    public void prepare(List<String> texts) {
        List<String> unknown = texts.stream()
                .distinct()
                .filter(text -> !known.containsKey(text))
                .toList();
        double[][] states = MeanStates.of(model, unknown);
        for (int i = 0; i < states.length; i++) {
            known.put(unknown.get(i), unit(states[i]));
        }
    }

    @Override
    public List<Example> nearest(String text, int count) {
        prepare(List.of(text));
        double[] wanted = known.get(text);
        List<Integer> order = new ArrayList<>(IntStream.range(0, vectors.length)
                .boxed()
                .filter(i -> !examples.get(i).text().equals(text))
                .toList());
        double[] likeness =
                Arrays.stream(vectors).mapToDouble(one -> dot(wanted, one)).toArray();
        order.sort(Comparator.comparingDouble((Integer i) -> likeness[i]).reversed());
        return order.stream().limit(count).map(examples::get).toList();
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
