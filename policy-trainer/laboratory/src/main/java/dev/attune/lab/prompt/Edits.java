package dev.attune.lab.prompt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.template.TextTemplate;

/** Edits of a prompt that need no model to write them. */
public final class Edits {

    /** Ways to say what is to be done; Jinja, of which only the labels are known. */
    private static final List<String> INSTRUCTIONS = List.of(
            "Classify the text. Answer with one of: {{ labels }}.",
            "Which of these fits the text best: {{ labels }}?",
            "Read the text and choose its label from this list: {{ labels }}. Answer with the label only.",
            "You are an expert who sorts texts into {{ labels }}. Say which one each text is.",
            "Think about what the writer means, then answer {{ labels }}.");

    /** The same without a list that would be longer than the texts. */
    private static final List<String> MANY_LABELS = List.of(
            "Classify the text. Answer with its label only.",
            "Read the message and say in a few words what it is about.",
            "You are an expert who knows what each of these messages wants. Name its topic.",
            "Think about what the writer needs, then name it.");

    /** With more, labels are not listed. */
    private static final int MOST_LISTED = 20;

    private static final String DESCRIBED =
            "Answer with one label.\n{% for label in label_list %}{{ label.name }}: {{ label.description }}\n{% endfor %}";

    /** Ways to put the text and to ask for its label. */
    private static final List<String> BODIES = List.of(
            "{{ text }}\nLabel:",
            "Text: {{ text }}\nCategory:",
            "Input: {{ text }}\nOutput:",
            "{{ text }}\nQuestion: Which is it, {{ labels }}?\nAnswer:",
            "{{ text }}\nOverall, this is");

    private Edits() {}

    /** Instructions, without the start's own. */
    public static List<String> instructions(List<Label> labels) {
        if (labels.size() > MOST_LISTED) {
            return MANY_LABELS;
        }
        List<String> instructions = new ArrayList<>(INSTRUCTIONS);
        if (labels.stream().anyMatch(label -> !label.description().isEmpty())) {
            instructions.add(DESCRIBED);
        }
        return instructions;
    }

    /** Templates, the start's own first; only that where it reads more than the text. */
    public static List<String> bodies(String start, List<Label> labels) {
        Set<String> bodies = new LinkedHashSet<>(List.of(start));
        Set<String> read =
                new LinkedHashSet<>(TextTemplate.of(start, "The template").variables());
        read.removeAll(List.of(Example.TEXT, "labels", "label_list"));
        if (read.isEmpty()) {
            BODIES.stream()
                    .filter(body -> labels.size() <= MOST_LISTED || !body.contains("labels"))
                    .forEach(bodies::add);
        }
        return List.copyOf(bodies);
    }

    /** Orders in which the labels are listed, the start's own first; that alone where they are not. */
    public static List<List<Label>> orders(List<Label> labels) {
        if (labels.size() > MOST_LISTED) {
            return List.of(labels);
        }
        List<Label> turned = new ArrayList<>(labels);
        Collections.rotate(turned, labels.size() / 2);
        return labels.size() == 2
                ? List.of(labels, labels.reversed())
                : List.of(labels, labels.reversed(), List.copyOf(turned));
    }
}
