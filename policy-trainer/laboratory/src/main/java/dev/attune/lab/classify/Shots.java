package dev.attune.lab.classify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.TaskData;

/** The training examples that prompts show. */
final class Shots {

    private final ClassifySettings settings;
    private final Neighbours neighbours;
    private final List<Example> fixed;

    /** @param shown of which {@code FIRST} takes the first ones */
    Shots(TaskData data, ClassifySettings settings, List<Example> shown, Neighbours neighbours) {
        this.settings = settings;
        this.neighbours = neighbours;
        this.fixed = switch (settings.choice()) {
            case BALANCED -> balanced(data, settings);
            case RANDOM ->
                drawn(data.train(), settings)
                        .subList(0, Math.min(settings.shots(), data.train().size()));
            case NEAREST, NEAREST_EMBEDDING -> List.of();
            case FIRST -> shown.subList(0, Math.min(settings.shots(), shown.size()));
        };
    }

    /** What the prompt of a text shows, in order. */
    List<Example> of(Example example) {
        if (!settings.choice().dependsOnText() || settings.shots() == 0) {
            return fixed;
        }
        return neighbours.nearest(example.text(), settings.shots()).reversed();
    }

    private static List<Example> drawn(List<Example> examples, ClassifySettings settings) {
        List<Example> order = new ArrayList<>(examples);
        Collections.shuffle(order, new Random(settings.seed()));
        return order;
    }

    private static List<Example> balanced(TaskData data, ClassifySettings settings) {
        Map<String, Deque<Example>> byLabel = new LinkedHashMap<>();
        for (Label label : data.task().labels()) {
            byLabel.put(label.id(), new ArrayDeque<>());
        }
        drawn(data.train(), settings)
                .forEach(example -> byLabel.getOrDefault(example.label(), new ArrayDeque<>())
                        .add(example));
        List<Example> chosen = new ArrayList<>();
        while (chosen.size() < settings.shots() && byLabel.values().stream().anyMatch(one -> !one.isEmpty())) {
            for (Deque<Example> examples : byLabel.values()) {
                if (!examples.isEmpty() && chosen.size() < settings.shots()) {
                    chosen.add(examples.poll());
                }
            }
        }
        Collections.shuffle(chosen, new Random(settings.seed() + 1));
        return chosen;
    }
}
