package dev.attune.lab.mixture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.attune.contracts.event.Message;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;

/** Examples put by a template as conversations to learn. */
final class Asked {

    private Asked() {}

    /**
     * A conversation that ends with the answer.
     *
     * @param shots examples that are asked and answered before
     * @param random draws which labels are listed and, unless it is {@code ordered}, in which order
     */
    static List<Message> conversation(
            Source source,
            TaskTemplate template,
            Example example,
            List<Example> shots,
            Random random,
            boolean ordered) {
        List<Message> messages = new ArrayList<>(source.task().opening());
        if (source.free()) {
            messages.addAll(free(template, example));
            return messages;
        }
        List<Label> labels = template.labels(source.task());
        List<Example> all = new ArrayList<>(shots);
        all.add(example);
        String listed = listed(source, labels, all, random, ordered);
        for (Example one : all) {
            Map<String, Object> variables = variables(one, labels, listed);
            messages.add(Message.user(template.prompt().render(variables)));
            messages.add(Message.assistant(template.answer().render(variables)));
        }
        return messages;
    }

    private static List<Message> free(TaskTemplate template, Example example) {
        Map<String, Object> variables = new LinkedHashMap<>(example.variables());
        variables.put("answer", example.label());
        List<Message> messages = new ArrayList<>(
                example.conversation().isEmpty()
                        ? List.of(Message.user(template.prompt().render(variables)))
                        : example.conversation());
        messages.add(Message.assistant(template.answer().render(variables)));
        return messages;
    }

    private static Map<String, Object> variables(Example example, List<Label> labels, String listed) {
        Label right = of(example, labels);
        Map<String, Object> variables = new LinkedHashMap<>(example.variables());
        variables.put("labels", listed);
        variables.put("label", right.words().getFirst());
        variables.put("description", right.said());
        return variables;
    }

    private static Label of(Example example, List<Label> labels) {
        return labels.stream()
                .filter(label -> label.id().equals(example.label()))
                .findFirst()
                .orElseThrow();
    }

    /** The words of the labels that the prompt lists: those of its examples, and others up to the number of options. */
    private static String listed(
            Source source, List<Label> labels, List<Example> examples, Random random, boolean ordered) {
        List<Label> order = new ArrayList<>(labels);
        Collections.shuffle(order, random);
        int most = source.options() == 0 ? order.size() : Math.min(source.options(), order.size());
        Set<Label> chosen = new LinkedHashSet<>();
        examples.forEach(example -> chosen.add(of(example, labels)));
        for (Label label : order) {
            if (chosen.size() < most) {
                chosen.add(label);
            }
        }
        List<Label> shown =
                (ordered ? labels : order).stream().filter(chosen::contains).toList();
        return String.join(
                ", ", shown.stream().map(label -> label.words().getFirst()).toList());
    }
}
