package dev.attune.lab.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import dev.attune.lab.measure.ManyMetrics;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.classify.Prompt;

/**
 * Texts with any number of labels: each label is a question of its own, answered by yes or no. A label is chosen where the
 * log-odds of yes exceed a threshold: the one with the best F1 on the task's dev examples, for each label with 20 of them and
 * for all others together; without dev examples 0.
 */
public final class ManyClassifier {

    private static final List<Label> ANSWERS = List.of(Label.named("yes"), Label.named("no"));
    private static final String USUAL = "{{ text }}\nIs this about {{ label }}?";
    private static final int ENOUGH = 20;

    private final MeasuredModel model;
    private final TaskData data;
    private final PromptWriter writer;

    /** Prepares all that can be refused; a template reads {@code label} and perhaps {@code description}. */
    public ManyClassifier(MeasuredModel model, TaskData data) {
        this.model = model;
        this.data = data;
        Set<String> known = new TreeSet<>(Set.of("label", "description"));
        data.test().forEach(example -> known.addAll(example.variables().keySet()));
        List<String> templates = data.task().templates();
        this.writer = new PromptWriter(
                model,
                data.task().withLabels(ANSWERS).withTemplates(templates.isEmpty() ? List.of(USUAL) : templates),
                known,
                false);
    }

    /** As it is used. */
    public String template() {
        return writer.template();
    }

    /** What is right and what was chosen. */
    public ManyMetrics classify(List<Example> examples) {
        double[] thresholds = thresholds();
        double[][] odds = odds(examples);
        boolean[][] chosen = new boolean[odds.length][];
        for (int i = 0; i < odds.length; i++) {
            chosen[i] = chosen(odds[i], thresholds);
        }
        return new ManyMetrics(truth(examples), chosen);
    }

    private static boolean[] chosen(double[] odds, double[] thresholds) {
        boolean[] chosen = new boolean[odds.length];
        IntStream.range(0, odds.length).forEach(label -> chosen[label] = odds[label] > thresholds[label]);
        return chosen;
    }

    private boolean[][] truth(List<Example> examples) {
        return examples.stream()
                .map(example -> {
                    List<Label> labels = data.task().labels();
                    boolean[] right = new boolean[labels.size()];
                    IntStream.range(0, right.length)
                            .forEach(label -> right[label] =
                                    example.labels().contains(labels.get(label).id()));
                    return right;
                })
                .toArray(boolean[][]::new);
    }

    /** The log-odds (N, K) of yes. */
    private double[][] odds(List<Example> examples) {
        List<Label> labels = data.task().labels();
        List<Prompt> prompts = new ArrayList<>();
        for (Example example : examples) {
            for (Label label : labels) {
                Map<String, Object> variables = new LinkedHashMap<>(example.variables());
                variables.put("label", label.words().getFirst());
                variables.put("description", label.description());
                Example asked = new Example(variables, List.of(), List.of("yes"), example.place());
                prompts.add(writer.prompt(asked, List.of(), ANSWERS));
            }
        }
        double[][] scores = new LabelScorer(model).score(prompts);
        double[][] odds = new double[examples.size()][labels.size()];
        for (int i = 0; i < scores.length; i++) {
            odds[i / labels.size()][i % labels.size()] = scores[i][0] - scores[i][1];
        }
        return odds;
    }

    private double[] thresholds() {
        int labels = data.task().labels().size();
        double[] thresholds = new double[labels];
        if (data.dev().isEmpty()) {
            return thresholds;
        }
        double[][] odds = odds(data.dev());
        boolean[][] truth = truth(data.dev());
        int[] all = IntStream.range(0, labels).toArray();
        int[] rare =
                Arrays.stream(all).filter(label -> count(truth, label) < ENOUGH).toArray();
        for (int label : all) {
            int[] together = count(truth, label) < ENOUGH ? rare : new int[] {label};
            thresholds[label] = best(odds, truth, together);
        }
        return thresholds;
    }

    private static long count(boolean[][] truth, int label) {
        return Arrays.stream(truth).filter(row -> row[label]).count();
    }

    /** The threshold with the best F1 of some labels together, between two of the odds that occur. */
    private static double best(double[][] odds, boolean[][] truth, int[] labels) {
        double[] values = Arrays.stream(odds)
                .flatMapToDouble(row -> Arrays.stream(labels).mapToDouble(label -> row[label]))
                .sorted()
                .distinct()
                .toArray();
        DoubleStream between = IntStream.range(1, values.length).mapToDouble(i -> (values[i - 1] + values[i]) / 2);
        double best = values[0] - 1;
        double most = f1(odds, truth, labels, best);
        for (double threshold : between.toArray()) {
            double f1 = f1(odds, truth, labels, threshold);
            best = f1 > most ? threshold : best;
            most = Math.max(f1, most);
        }
        return best;
    }

    private static double f1(double[][] odds, boolean[][] truth, int[] labels, double threshold) {
        int hits = 0;
        int either = 0;
        for (int i = 0; i < odds.length; i++) {
            for (int label : labels) {
                boolean chosen = odds[i][label] > threshold;
                hits += chosen && truth[i][label] ? 1 : 0;
                either += (chosen ? 1 : 0) + (truth[i][label] ? 1 : 0);
            }
        }
        return either == 0 ? 0 : 2.0 * hits / either;
    }
}
