package dev.attune.lab.prompt;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.attune.lab.task.Label;
import dev.attune.lab.template.TextTemplate;

/**
 * What is said before the texts.
 *
 * @param text Jinja that reads only the labels; empty for nothing
 * @param before whether it stands at the head of each template, and not once at the beginning
 * @param origin who wrote it
 */
public record Instruction(String text, boolean before, String origin) {

    /** Who wrote it, in a few words. */
    public String told() {
        return text.isEmpty() ? "no instruction of its own" : "instruction by " + origin;
    }

    /** The text with the labels in it. */
    public String said(List<Label> labels) {
        String names = labels.stream().map(label -> label.words().getFirst()).collect(Collectors.joining(", "));
        List<Map<String, String>> list = labels.stream()
                .map(label -> Map.of("name", label.words().getFirst(), "description", label.description()))
                .toList();
        return TextTemplate.of(text, "The instruction")
                .render(Map.of("labels", names, "label_list", list))
                .strip();
    }
}
