package dev.attune.lab.search;

import java.util.List;

import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.Example;

/** What a search is guided by: how likely a model finds each label with a prompt. */
@FunctionalInterface
public interface PromptScorer {

    /**
     * Reads each text once.
     *
     * @return (N, K) for each example the labels' probabilities, in the order of the task's labels, whatever the prompt's is
     * @throws dev.attune.contracts.error.AttuneException {@code prompt-too-long}: this prompt cannot be measured
     */
    double[][] probabilities(SearchPrompt prompt, List<Example> examples);
}
