package dev.attune.lab.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Choice;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;

/** What is taken off the labels' log-probabilities, because the model would say it whatever it reads. */
public enum Calibration implements Choice {
    NONE,
    /** Zhao et al. 2021: the mean over texts without content ("N/A", "[MASK]", nothing). */
    CONTEXTUAL,
    /** Zhou et al. 2023: the mean over training texts, whose labels are not looked at. */
    BATCH;

    /** Contents of a text without content (Zhao et al. 2021). */
    private static final List<String> CONTENT_FREE = List.of("N/A", "[MASK]", "");

    /** Training texts that batch calibration reads. */
    private static final int TRAINING_TEXTS = 32;

    /** Texts that all calibrations together read with a prompt at most. */
    public static final int MOST_TEXTS = TRAINING_TEXTS + CONTENT_FREE.size();

    /** The texts that it reads with a prompt; never those that are measured. */
    public List<Example> texts(TaskData data) {
        return switch (this) {
            case NONE -> List.of();
            case CONTEXTUAL ->
                CONTENT_FREE.stream()
                        .map(text -> without(text, data.test().getFirst()))
                        .toList();
            case BATCH ->
                data.train().subList(0, Math.min(TRAINING_TEXTS, data.train().size()));
        };
    }

    /** A text of other content: what a template makes of nothing, for instance. */
    static Example without(String text, Example like) {
        Map<String, Object> variables = new LinkedHashMap<>(like.variables());
        variables.replaceAll((name, value) -> value instanceof String ? text : value);
        List<Message> conversation = new ArrayList<>(like.conversation());
        if (!conversation.isEmpty()) {
            conversation.set(conversation.size() - 1, Message.user(text));
        }
        return new Example(variables, conversation, like.labels(), "a text without content");
    }

    /**
     * The mean probabilities (K) over the texts that were read; all alike where there was none.
     *
     * @param read (N, K) probabilities of the labels
     */
    public static double[] prior(double[][] read, int labels) {
        double[] prior = new double[labels];
        for (double[] probabilities : read) {
            Arrays.setAll(prior, label -> prior[label] + probabilities[label] / read.length);
        }
        if (read.length == 0) {
            Arrays.fill(prior, 1.0 / labels);
        }
        return prior;
    }

    /** Probabilities (K) over a prior, normalised. */
    public static double[] calibrated(double[] probabilities, double[] prior) {
        double[] calibrated = new double[probabilities.length];
        Arrays.setAll(calibrated, label -> probabilities[label] / Math.max(prior[label], Double.MIN_NORMAL));
        double sum = Arrays.stream(calibrated).sum();
        Arrays.setAll(calibrated, label -> calibrated[label] / sum);
        return calibrated;
    }
}
