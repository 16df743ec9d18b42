package dev.attune.lab.classify;

import java.util.List;

import dev.attune.lab.measure.Predictions;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Task;

/**
 * Texts and what a model made of them.
 *
 * @param examples that were classified
 * @param said of the labels in the task's order
 * @param template as it was used
 * @param chat whether as a conversation
 * @param shortlistRecall how often the right label was among those that were scored; 1 where all were
 * @param prompts how many prompts the model read
 */
public record Classification(
        Task task,
        List<Example> examples,
        Predictions said,
        String template,
        boolean chat,
        double shortlistRecall,
        int prompts) {}
