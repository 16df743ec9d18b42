package dev.attune.lab.task;

import java.util.List;
import java.util.Map;

import dev.attune.contracts.event.Message;

/**
 * A text with what is right about it.
 *
 * @param variables for templates: the text as {@code text}, and every column by its name
 * @param conversation what came before the answer, where the data are conversations; else empty
 * @param labels ids as the data say them: one, or for several labels any number
 * @param place such as {@code line 7 of reviews.csv}
 */
public record Example(Map<String, Object> variables, List<Message> conversation, List<String> labels, String place) {

    /** The variable that holds the text. */
    public static final String TEXT = "text";

    public Example {
        conversation = List.copyOf(conversation);
        labels = List.copyOf(labels);
    }

    public String text() {
        return String.valueOf(variables.getOrDefault(TEXT, ""));
    }

    /** The only label's id. */
    public String label() {
        return labels.getFirst();
    }
}
