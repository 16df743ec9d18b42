package dev.attune.lab.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.DataSource;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Style;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;

/**
 * Stands in for a model: a function that is right the more often the better the prompt is, where nearest examples help most,
 * given ones and instructions a little. Which texts it gets right depends on the text alone. It keeps what it was asked.
 */
final class FeatureScorer implements PromptScorer {

    /** What it was asked, in order. */
    final List<String> texts = new ArrayList<>();

    final List<SearchPrompt> prompts = new ArrayList<>();

    private final int most;

    FeatureScorer() {
        this(Integer.MAX_VALUE);
    }

    /** @param most after so many texts it fails, as a process that is killed */
    FeatureScorer(int most) {
        this.most = most;
    }

    static TaskData data(int examples) {
        List<Label> labels = List.of(Label.of("0", "no"), Label.of("1", "yes"));
        Task task = new Task(
                "stand-in",
                DataSource.of(Path.of("none.csv")),
                Optional.empty(),
                labels,
                List.of("{{ text }}"),
                "",
                Style.RAW,
                " ",
                false,
                Optional.empty());
        List<Example> all = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            all.add(new Example(Map.of("text", "text " + i), List.of(), List.of(String.valueOf(i % 2)), "line " + i));
        }
        int third = examples / 3;
        return new TaskData(
                task,
                all.subList(0, third),
                all.subList(third, 2 * third),
                all.subList(2 * third, examples),
                List.of());
    }

    static double skill(SearchPrompt prompt) {
        double skill = 0.5;
        skill += prompt.examples().choice() == ShotChoice.NEAREST
                ? 0.35
                : prompt.examples().count() > 0 ? 0.1 : 0;
        return skill + (prompt.system().isEmpty() ? 0 : 0.05);
    }

    @Override
    public double[][] probabilities(SearchPrompt prompt, List<Example> examples) {
        if (prompt.template().contains("Overall")) {
            throw ErrorCategory.CALLER.error("prompt-too-long", "The prompt is too long.");
        }
        double[][] probabilities = new double[examples.size()][];
        for (int i = 0; i < probabilities.length; i++) {
            if (texts.size() >= most) {
                throw new IllegalStateException("killed");
            }
            Example example = examples.get(i);
            texts.add(example.text());
            prompts.add(prompt);
            boolean right = new SplittableRandom(example.text().hashCode()).nextDouble() < skill(prompt);
            double yes = example.label().equals("1") == right ? 0.8 : 0.2;
            probabilities[i] = new double[] {1 - yes, yes};
        }
        return probabilities;
    }
}
