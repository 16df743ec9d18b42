package dev.attune.lab.classify;

import java.util.Arrays;
import java.util.List;

import dev.attune.lab.measure.Predictions;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;

/**
 * The baseline without words: a linear head on the last token's state, fitted to the training examples; the model stays as it
 * is. Features are standardised with the training examples' means and deviations. How much the weights decay is chosen on the
 * task's dev examples where it has some.
 */
public final class HeadClassifier {

    private static final double[] DECAYS = {1e-5, 1e-4, 1e-3, 1e-2, 1e-1};
    private static final double USUAL_DECAY = 1e-3;

    private final MeasuredModel model;
    private final TaskData data;
    private final PromptWriter writer;

    public HeadClassifier(MeasuredModel model, TaskData data) {
        this.model = model;
        this.data = data;
        data.requireEveryLabelInTraining("A classification head");
        this.writer = Classifier.writer(model, data);
    }

    /** Fits a head and classifies. */
    public Classification classify(List<Example> examples) {
        return fit().classify(examples);
    }

    /** Fits a head to the training examples. */
    public Fitted fit() {
        double[][] train = states(data.train());
        Scaling scaling = Scaling.of(train);
        double[][] features = scaling.scaled(train);
        int[] truth = truth(data.train());
        int labels = data.task().labels().size();
        return new Fitted(
                LinearHead.fit(features, truth, labels, decay(features, truth, labels, scaling)),
                scaling,
                (long) labels * (features[0].length + 1));
    }

    /** A head that has learned. */
    public final class Fitted {
        private final LinearHead head;
        private final Scaling scaling;
        private final long parameters;

        private Fitted(LinearHead head, Scaling scaling, long parameters) {
            this.head = head;
            this.scaling = scaling;
            this.parameters = parameters;
        }

        /** Weights and biases of the head. */
        public long parameters() {
            return parameters;
        }

        /** Classifies examples, which need not be the task's own. */
        public Classification classify(List<Example> examples) {
            double[][] probabilities = Arrays.stream(scaling.scaled(states(examples)))
                    .map(head::probabilities)
                    .toArray(double[][]::new);
            return new Classification(
                    data.task(),
                    examples,
                    Predictions.likeliest(truth(examples), probabilities),
                    writer.template(),
                    writer.isChat(),
                    1,
                    examples.size() + data.train().size() + data.dev().size());
        }
    }

    private double decay(double[][] features, int[] truth, int labels, Scaling scaling) {
        if (data.dev().isEmpty()) {
            return USUAL_DECAY;
        }
        double[][] dev = scaling.scaled(states(data.dev()));
        int[] right = truth(data.dev());
        double best = USUAL_DECAY;
        double least = Double.POSITIVE_INFINITY;
        for (double decay : DECAYS) {
            LinearHead head = LinearHead.fit(features, truth, labels, decay);
            double loss = 0;
            for (int i = 0; i < right.length; i++) {
                loss -= Math.log(Math.max(head.probabilities(dev[i])[right[i]], 1e-300));
            }
            best = loss < least ? decay : best;
            least = Math.min(loss, least);
        }
        return best;
    }

    private double[][] states(List<Example> examples) {
        return LastStates.of(
                model,
                examples.stream()
                        .map(example -> writer.context(example, List.of()))
                        .toList());
    }

    private int[] truth(List<Example> examples) {
        return examples.stream().mapToInt(data::labelOf).toArray();
    }

    /** Means and deviations of features. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Scaling(double[] mean, double[] deviation) {

        static Scaling of(double[][] rows) {
            int features = rows[0].length;
            double[] mean = new double[features];
            double[] deviation = new double[features];
            for (int i = 0; i < features; i++) {
                int feature = i;
                mean[i] = Arrays.stream(rows)
                        .mapToDouble(row -> row[feature])
                        .average()
                        .orElseThrow();
                double variance = Arrays.stream(rows)
                        .mapToDouble(row -> (row[feature] - mean[feature]) * (row[feature] - mean[feature]))
                        .average()
                        .orElseThrow();
                deviation[i] = Math.max(Math.sqrt(variance), 1e-6);
            }
            return new Scaling(mean, deviation);
        }

        /** Standardised, and divided by the root of their number, so that a decay means the same for every model. */
        double[][] scaled(double[][] rows) {
            double root = Math.sqrt(mean.length);
            return Arrays.stream(rows)
                    .map(row -> {
                        double[] scaled = new double[row.length];
                        Arrays.setAll(scaled, i -> (row[i] - mean[i]) / deviation[i] / root);
                        return scaled;
                    })
                    .toArray(double[][]::new);
        }
    }
}
