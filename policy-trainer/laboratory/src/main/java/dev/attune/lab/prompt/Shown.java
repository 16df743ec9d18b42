package dev.attune.lab.prompt;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;

/**
 * The examples that a prompt shows.
 *
 * @param choice {@code FIRST} for those that are given, in their order; a nearest one for training examples like each text
 * @param count in each prompt; 0 for none
 * @param given the examples themselves; empty where they depend on the text
 */
public record Shown(ShotChoice choice, int count, List<Example> given) {

    public Shown {
        given = List.copyOf(given);
    }

    public static Shown none() {
        return new Shown(ShotChoice.FIRST, 0, List.of());
    }

    public static Shown of(List<Example> examples) {
        return new Shown(ShotChoice.FIRST, examples.size(), examples);
    }

    /** @param likeness {@code NEAREST} or {@code NEAREST_EMBEDDING} */
    public static Shown nearest(ShotChoice likeness, int count) {
        return new Shown(likeness, count, List.of());
    }

    /** Without examples whose text is that of one of {@code measured}: who is shown the answer need not know it. */
    public Shown without(List<Example> measured) {
        Set<String> texts = measured.stream()
                .map(example -> TaskData.letters(example.text()))
                .collect(Collectors.toSet());
        List<Example> rest = given.stream()
                .filter(example -> !texts.contains(TaskData.letters(example.text())))
                .toList();
        return rest.size() == given.size() ? this : of(rest);
    }

    /** In a few words, for reports. */
    public String told() {
        if (count == 0) {
            return "no examples";
        }
        return choice.dependsOnText()
                ? count + " " + choice.text()
                : count + " examples: " + given.stream().map(Example::label).collect(Collectors.joining(" "));
    }
}
