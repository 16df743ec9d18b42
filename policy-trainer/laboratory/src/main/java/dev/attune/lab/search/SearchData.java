package dev.attune.lab.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;

/**
 * A task's examples as a search uses them; none is in two parts.
 *
 * @param shown that prompts may show
 * @param train for minibatches
 * @param dev to choose with
 * @param test to judge by, once
 */
record SearchData(List<Example> shown, List<Example> train, List<Example> dev, List<Example> test) {

    private static final int MOST_SHOWN = 1000;
    private static final int MOST_DEV = 400;
    private static final int FEWEST = 10;
    /** Of the budget a fifth measures the start on the held-out examples and a fifth the best. */
    private static final int TEST_SHARE = 5;

    /**
     * Deals the examples.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code search-data}
     */
    static SearchData of(TaskData data, SearchSettings settings) {
        if (data.task().many()) {
            throw SearchErrors.data("Prompts are searched for tasks with one label for each text, and "
                    + data.task().name() + " has any number.");
        }
        List<Example> rest = new ArrayList<>(data.train());
        List<Example> dev = data.dev();
        if (dev.isEmpty()) {
            dev = List.copyOf(rest.subList(0, rest.size() / 2));
            rest.subList(0, dev.size()).clear();
        }
        List<Example> test = new ArrayList<>(data.test());
        Collections.shuffle(test, new Random(settings.seed()));
        test = test.subList(0, Math.min(test.size(), settings.calls() / TEST_SHARE));
        dev = dev.subList(0, Math.min(MOST_DEV, dev.size()));
        int shown = Math.min(MOST_SHOWN, rest.size() / 2);
        if (test.size() < FEWEST || dev.size() < FEWEST || shown < 2) {
            throw SearchErrors.data("A search needs " + FEWEST + " examples to choose with, " + FEWEST
                    + " to judge by and a few to show, and " + data.task().name() + " has " + dev.size() + ", "
                    + test.size() + " and " + rest.size() + "; give it more data, or a split with other parts.");
        }
        return new SearchData(rest.subList(0, shown), rest.subList(shown, rest.size()), dev, test);
    }
}
