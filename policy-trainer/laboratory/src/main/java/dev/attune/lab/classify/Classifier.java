package dev.attune.lab.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.lab.measure.Predictions;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.neighbour.NeighbourPool;
import dev.attune.lab.neighbour.Neighbours;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.classify.LabelTrie;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.classify.WordLikeness;

/**
 * Sorts texts into classes by the likelihood of each label's words after the prompt, normalised over the labels: the words'
 * whole likelihoods, not a choice token by token.
 */
public final class Classifier {

    private final MeasuredModel model;
    private final TaskData data;
    private final ClassifySettings settings;
    private final PromptWriter writer;
    private final Neighbours neighbours;
    private final Shots shots;

    /**
     * Prepares all that can be refused.
     *
     * @throws AttuneException {@code template-variable}, {@code template-invalid} or {@code task-data}
     */
    public Classifier(MeasuredModel model, TaskData data, ClassifySettings settings) {
        this(model, data, settings, data.train(), new NeighbourPool(model, data.train()));
    }

    /**
     * As {@link #Classifier(MeasuredModel, TaskData, ClassifySettings)}.
     *
     * @param shown of which {@link ShotChoice#FIRST} takes the first ones
     * @param pool of the data's training examples, which several classifiers may share
     */
    public Classifier(
            MeasuredModel model, TaskData data, ClassifySettings settings, List<Example> shown, NeighbourPool pool) {
        this.model = model;
        this.data = data;
        this.settings = settings;
        if (settings.needsEveryLabel()) {
            data.requireEveryLabelInTraining("Examples in a prompt, shortlists and batch calibration");
        }
        this.writer = writer(model, data);
        this.neighbours = settings.neighbours(pool);
        this.shots = new Shots(data, settings, shown, neighbours);
    }

    static PromptWriter writer(MeasuredModel model, TaskData data) {
        return new PromptWriter(model, data.task(), columns(data), isConversation(data));
    }

    private static boolean isConversation(TaskData data) {
        return !data.test().getFirst().conversation().isEmpty();
    }

    /** What every example gives. */
    private static Set<String> columns(TaskData data) {
        Set<String> columns = new TreeSet<>(data.test().getFirst().variables().keySet());
        data.test().forEach(example -> columns.addAll(example.variables().keySet()));
        return columns;
    }

    /** Classifies examples, which need not be the task's own. */
    public Classification classify(List<Example> examples) {
        neighbours.prepare(examples.stream().map(Example::text).toList());
        List<List<Label>> labels = examples.stream().map(this::labels).toList();
        double[][] probabilities = new double[examples.size()][];
        double[] prior = prior();
        double[][] scores = scores(examples, labels);
        int recalled = 0;
        for (int i = 0; i < scores.length; i++) {
            double[] all = new double[data.task().labels().size()];
            Arrays.fill(all, Double.NEGATIVE_INFINITY);
            for (int j = 0; j < labels.get(i).size(); j++) {
                int label = data.task().labels().indexOf(labels.get(i).get(j));
                all[label] = scores[i][j] - prior[label];
            }
            probabilities[i] = normalised(all);
            recalled += all[data.labelOf(examples.get(i))] > Double.NEGATIVE_INFINITY ? 1 : 0;
        }
        int[] truth = examples.stream().mapToInt(data::labelOf).toArray();
        return new Classification(
                data.task(),
                examples,
                Predictions.likeliest(truth, probabilities),
                writer.template(),
                writer.isChat(),
                (double) recalled / examples.size(),
                examples.size());
    }

    private List<Label> labels(Example example) {
        Task task = data.task();
        if (settings.shortlist() == 0 || settings.shortlist() >= task.labels().size()) {
            return task.labels();
        }
        Set<String> near = neighbours.labels(
                example.text(), WordLikeness.TEXTS_PER_LABEL * settings.shortlist(), settings.shortlist());
        List<Label> list = task.labels().stream()
                .filter(label -> near.contains(label.id()))
                .toList();
        return list.isEmpty() ? task.labels() : list;
    }

    /** Of each example and each of its labels the logarithm of a score, not normalised. */
    private double[][] scores(List<Example> examples, List<List<Label>> labels) {
        neighbours.prepare(examples.stream().map(Example::text).toList());
        List<Prompt> prompts = IntStream.range(0, examples.size())
                .mapToObj(i -> writer.prompt(examples.get(i), shots.of(examples.get(i)), labels.get(i)))
                .toList();
        double[][] words = new LabelScorer(model).score(prompts);
        double[][] scores = new double[words.length][];
        for (int i = 0; i < words.length; i++) {
            scores[i] = ofLabels(words[i], prompts.get(i).words(), labels.get(i));
        }
        return scores;
    }

    private double[] ofLabels(double[] words, LabelTrie trie, List<Label> labels) {
        double[] scores = new double[labels.size()];
        int word = 0;
        for (int label = 0; label < scores.length; label++) {
            List<String> said = labels.get(label).words();
            double[] each = new double[said.size()];
            for (int i = 0; i < each.length; i++, word++) {
                int tokens = trie.paths().get(word).length;
                each[i] = settings.score().of(words[word], tokens, said.get(i));
            }
            scores[label] = logSum(each);
        }
        return scores;
    }

    /** The labels' mean probabilities over the texts that the calibration reads. */
    public double[] meanOfCalibration() {
        return Arrays.stream(mean(settings.calibration().texts(data)))
                .map(Math::exp)
                .toArray();
    }

    /** What is taken off each label's score. */
    private double[] prior() {
        List<Label> labels = data.task().labels();
        if (settings.score() == Score.PMI) {
            List<Example> empty = List.of(Calibration.without("", data.test().getFirst()));
            return scores(empty, List.of(labels))[0];
        }
        return mean(settings.calibration().texts(data));
    }

    /** The logarithm of the labels' mean probabilities over examples. */
    private double[] mean(List<Example> examples) {
        List<Label> labels = data.task().labels();
        double[][] read = examples.isEmpty()
                ? new double[0][]
                : scores(examples, examples.stream().map(one -> labels).toList());
        Arrays.setAll(read, i -> normalised(read[i]));
        return Arrays.stream(Calibration.prior(read, labels.size()))
                .map(share -> Math.log(Math.max(share, Double.MIN_NORMAL)))
                .toArray();
    }

    private static double logSum(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        return most == Double.NEGATIVE_INFINITY
                ? most
                : most
                        + Math.log(Arrays.stream(logs)
                                .map(log -> Math.exp(log - most))
                                .sum());
    }

    private static double[] normalised(double[] logs) {
        double sum = logSum(logs);
        return Arrays.stream(logs).map(log -> Math.exp(log - sum)).toArray();
    }
}
