package dev.attune.lab.prompt;

import java.util.List;
import java.util.stream.Collectors;

import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.task.Example;

/**
 * The examples that a prompt shows.
 *
 * @param choice {@code FIRST} for those that are given, in their order; {@code NEAREST} for training examples like each text
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

    public static Shown nearest(int count) {
        return new Shown(ShotChoice.NEAREST, count, List.of());
    }

    /** In a few words, for reports. */
    public String told() {
        if (count == 0) {
            return "no examples";
        }
        return choice == ShotChoice.NEAREST
                ? count + " nearest"
                : count + " examples: " + given.stream().map(Example::label).collect(Collectors.joining(" "));
    }
}
