package dev.attune.inference;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a task says to one input.
 *
 * @param label the one with the most votes, of equal ones the likelier; absent where the answer is text
 * @param probabilities of each label, the mean over the task's adapters
 * @param votes of each label that has some
 * @param text where the task has no labels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskAnswer(
        @Nullable String label,
        @Nullable Map<String, Double> probabilities,
        @Nullable Map<String, Integer> votes,
        @Nullable String text) {

    public static TaskAnswer ofText(String text) {
        return new TaskAnswer(null, null, null, text);
    }
}
