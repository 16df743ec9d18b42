package dev.attune.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    /** Inputs without content (Zhao et al. 2021). */
    private static final List<String> CONTENT_FREE = List.of("N/A", "[MASK]", "");

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
        List<List<Integer>> labels =
                question.inputs().stream().map(task.pool()::labels).toList();
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < question.inputs().size(); i++) {
            prompts.add(prompt(task, question.inputs().get(i), labels.get(i), i + 1));
        }
        List<double[]> priors = priors(task, interest);
        List<List<double[]>> scores = scores(task, prompts, interest);
        return IntStream.range(0, prompts.size())
                .mapToObj(i -> voted(
                        task.document(),
                        labels.get(i),
                        scores.stream().map(member -> member.get(i)).toList(),
                        priors))
                .toList();
    }

    private static Prompt prompt(TaskModel task, Map<String, Object> input, List<Integer> labels, int number) {
        Prompt prompt = task.prompts().labelled(input, labels, "input " + number);
        if (prompt.length() > task.positions()) {
            throw Faults.inputTooLong(number, prompt.length(), task.positions());
        }
        return prompt;
    }

    /** For each member, for each prompt the log-likelihoods of all labels' words. */
    private List<List<double[]>> scores(TaskModel task, List<Prompt> prompts, Interest interest) {
        List<Row> asked = task.members().stream()
                .flatMap(member -> prompts.stream().map(prompt -> new Row(prompt, member)))
                .toList();
        List<double[]> scores = rows.score(task.base(), asked, interest);
        return IntStream.range(0, task.members().size())
                .mapToObj(member -> scores.subList(member * prompts.size(), (member + 1) * prompts.size()))
                .toList();
    }

    /** For each member the logarithm of what is taken off the labels: of what the task keeps, or of what it says to nothing. */
    private List<double[]> priors(TaskModel task, Interest interest) {
        List<TaskLabel> labels = task.document().prompt().labels();
        return switch (task.document().prompt().calibration()) {
            case NONE ->
                task.members().stream().map(_ -> new double[labels.size()]).toList();
            case BATCH ->
                task.document().kept().priors().stream()
                        .map(prior -> prior.stream()
                                .mapToDouble(share -> Math.log(Math.max(share, Double.MIN_NORMAL)))
                                .toArray())
                        .toList();
            case CONTEXTUAL -> contextual(task, labels, interest);
        };
    }

    /** Once for each version. */
    private List<double[]> contextual(TaskModel task, List<TaskLabel> labels, Interest interest) {
        List<Integer> all = IntStream.range(0, labels.size()).boxed().toList();
        List<double[]> known = task.priors();
        if (known != null) {
            return known;
        }
        List<Prompt> empty = CONTENT_FREE.stream()
                .map(text -> prompt(
                        task,
                        task.document().inputs().stream().collect(Collectors.toMap(name -> name, _ -> (Object) text)),
                        all,
                        0))
                .toList();
        List<double[]> priors = scores(task, empty, interest).stream()
                .map(member -> mean(labels, member))
                .toList();
        task.priors(priors);
        return priors;
    }

    private static double[] mean(List<TaskLabel> labels, List<double[]> words) {
        double[] mean = new double[labels.size()];
        for (double[] one : words) {
            double[] shares = probabilities(labels, one, new double[labels.size()]);
            Arrays.setAll(mean, label -> mean[label] + shares[label] / words.size());
        }
        return Arrays.stream(mean)
                .map(share -> Math.log(Math.max(share, Double.MIN_NORMAL)))
                .toArray();
    }

    /**
     * The answer to one input.
     *
     * @param list places of the labels that were scored
     * @param words for each member the log-likelihoods of those labels' words
     * @param all for each member what is taken off all labels
     */
    static TaskAnswer voted(TaskDocument task, List<Integer> list, List<double[]> words, List<double[]> all) {
        List<TaskLabel> labels = list.stream().map(task.prompt().labels()::get).toList();
        List<double[]> priors = all.stream()
                .map(prior -> list.stream().mapToDouble(place -> prior[place]).toArray())
                .toList();
        double[] mean = new double[labels.size()];
        int[] votes = new int[labels.size()];
        for (int member = 0; member < words.size(); member++) {
            double[] probabilities = probabilities(labels, words.get(member), priors.get(member));
            Arrays.setAll(mean, label -> mean[label] + probabilities[label] / words.size());
            votes[most(probabilities, probabilities)]++;
        }
        double[] counts = Arrays.stream(votes).asDoubleStream().toArray();
        Map<String, Double> shares = new LinkedHashMap<>();
        task.prompt().labels().forEach(label -> shares.put(label.name(), 0.0)); // of those that were not scored
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

    /** Of each label the sum of its words' probabilities over its prior, over those of all. */
    private static double[] probabilities(List<TaskLabel> labels, double[] words, double[] prior) {
        double[] logs = new double[labels.size()];
        int word = 0;
        for (int label = 0; label < logs.length; label++) {
            int until = word + labels.get(label).words().size();
            logs[label] = logSum(Arrays.copyOfRange(words, word, until)) - prior[label];
            word = until;
        }
        double all = logSum(logs);
        return Arrays.stream(logs).map(log -> Math.exp(log - all)).toArray();
    }

    private static double logSum(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        return most
                + Math.log(Arrays.stream(logs).map(log -> Math.exp(log - most)).sum());
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
