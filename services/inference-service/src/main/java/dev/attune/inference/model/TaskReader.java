package dev.attune.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskLabel;
import dev.attune.inference.Faults;
import dev.attune.inference.TaskAnswer;
import dev.attune.inference.TaskQuestion;
import dev.attune.inference.model.TaskRows.Open;
import dev.attune.lm.classify.MixedScorer.Row;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;

/** Answers what tasks are asked: labels by the likelihood of their words, adapters voting; or text, always the likeliest token. */
@ApplicationScoped
public class TaskReader {

    private final TaskRows rows;

    TaskReader(TaskRows rows) {
        this.rows = rows;
    }

    /**
     * One answer for each input; everything that can be refused is refused before the model is asked.
     *
     * @param task retained by the caller
     * @throws dev.attune.contracts.error.AttuneException {@code context-length-exceeded}, {@code invalid-value} or {@code
     *     abandoned}
     */
    public List<TaskAnswer> answer(TaskModel task, TaskQuestion question, Interest interest) {
        return task.document().classifies() ? labels(task, question, interest) : texts(task, question, interest);
    }

    private List<TaskAnswer> labels(TaskModel task, TaskQuestion question, Interest interest) {
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < question.inputs().size(); i++) {
            Prompt prompt = task.prompts().labelled(question.inputs().get(i), "input " + (i + 1));
            if (prompt.length() > task.positions()) {
                throw Faults.inputTooLong(i + 1, prompt.length(), task.positions());
            }
            prompts.add(prompt);
        }
        List<Row> asked = task.members().stream()
                .flatMap(member -> prompts.stream().map(prompt -> new Row(prompt, member)))
                .toList();
        List<double[]> scores = rows.score(task.base(), asked, interest);
        return IntStream.range(0, prompts.size())
                .mapToObj(i -> voted(
                        task.document(),
                        IntStream.range(0, task.members().size())
                                .mapToObj(member -> scores.get(member * prompts.size() + i))
                                .toList()))
                .toList();
    }

    /** @param words for each member the log-likelihoods of all labels' words */
    static TaskAnswer voted(TaskDocument task, List<double[]> words) {
        List<TaskLabel> labels = task.prompt().labels();
        double[] mean = new double[labels.size()];
        int[] votes = new int[labels.size()];
        for (double[] member : words) {
            double[] probabilities = probabilities(labels, member);
            Arrays.setAll(mean, label -> mean[label] + probabilities[label] / words.size());
            votes[most(probabilities, probabilities)]++;
        }
        double[] counts = Arrays.stream(votes).asDoubleStream().toArray();
        Map<String, Double> shares = new LinkedHashMap<>();
        Map<String, Integer> given = new LinkedHashMap<>();
        for (int label = 0; label < mean.length; label++) {
            shares.put(labels.get(label).name(), mean[label]);
            if (votes[label] > 0) {
                given.put(labels.get(label).name(), votes[label]);
            }
        }
        return new TaskAnswer(labels.get(most(counts, mean)).name(), shares, given, null);
    }

    /** The place of the largest value, of equal ones that of the largest in {@code ties}. */
    private static int most(double[] values, double[] ties) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best] || values[i] == values[best] && ties[i] > ties[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Of each label the sum of its words' probabilities, over those of all. */
    private static double[] probabilities(List<TaskLabel> labels, double[] words) {
        double most = Arrays.stream(words).max().orElseThrow();
        double[] shares = new double[labels.size()];
        int word = 0;
        for (int label = 0; label < shares.length; label++) {
            for (int i = 0; i < labels.get(label).words().size(); i++, word++) {
                shares[label] += Math.exp(words[word] - most);
            }
        }
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private List<TaskAnswer> texts(TaskModel task, TaskQuestion question, Interest interest) {
        int room = task.document().answerTokens();
        List<Open> asked = new ArrayList<>();
        for (int i = 0; i < question.inputs().size(); i++) {
            int[] prompt = task.prompts().open(question.inputs().get(i));
            if (prompt.length + room > task.positions()) {
                throw Faults.inputTooLong(i + 1, prompt.length, task.positions() - room);
            }
            asked.add(new Open(new GenerationRequest(prompt, i, task.members().getFirst()), room));
        }
        return rows.generate(task.base(), asked, interest).stream()
                .map((Generation made) ->
                        TaskAnswer.ofText(made.text(task.base().tokenizer()).strip()))
                .toList();
    }
}
