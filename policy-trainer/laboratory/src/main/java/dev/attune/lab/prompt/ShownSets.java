package dev.attune.lab.prompt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;

/** Sets of examples to show: drawn, balanced over labels, in several orders, the model's own right answers, the nearest. */
public final class ShownSets {

    private static final int FEW = 4;
    private static final int MANY = 8;
    private static final int MOST = 16;

    private final List<Example> pool;
    private final List<Label> labels;
    private final Random random;
    private final List<ShotChoice> likenesses;

    /**
     * @param likenesses ways in which examples may be the nearest
     * @param random draws all others
     */
    public ShownSets(List<Example> pool, List<Label> labels, List<ShotChoice> likenesses, Random random) {
        this.likenesses = List.copyOf(likenesses);
        this.pool = pool;
        this.labels = labels;
        this.random = random;
    }

    /** @param right training examples that the model has got right with the prompt that the search starts from */
    public List<Shown> sets(List<Example> right) {
        int few = Math.clamp(labels.size(), FEW, MOST);
        int many = Math.clamp(2L * labels.size(), MANY, MOST);
        Set<Shown> sets = new LinkedHashSet<>();
        List<Example> balanced = balanced(pool, few);
        sets.add(Shown.of(balanced));
        sets.add(Shown.of(balanced.reversed()));
        sets.add(Shown.of(balanced(pool, few)));
        sets.add(Shown.of(balanced(pool, many)));
        sets.add(Shown.of(drawn(pool).subList(0, Math.min(FEW, pool.size()))));
        if (right.size() > 1) {
            List<Example> own = balanced(right, few);
            sets.add(Shown.of(own));
            sets.add(Shown.of(own.reversed()));
        }
        if (labels.stream()
                .allMatch(label -> pool.stream().anyMatch(one -> one.label().equals(label.id())))) {
            for (ShotChoice likeness : likenesses) {
                sets.add(Shown.nearest(likeness, FEW));
                sets.add(Shown.nearest(likeness, MANY));
            }
        }
        return List.copyOf(sets);
    }

    private List<Example> drawn(List<Example> examples) {
        List<Example> order = new ArrayList<>(examples);
        Collections.shuffle(order, random);
        return order;
    }

    private List<Example> balanced(List<Example> examples, int count) {
        Map<String, Deque<Example>> byLabel = new LinkedHashMap<>();
        drawn(examples)
                .forEach(example -> byLabel.computeIfAbsent(example.label(), ignored -> new ArrayDeque<>())
                        .add(example));
        List<Example> chosen = new ArrayList<>();
        int most = Math.min(count, examples.size());
        while (chosen.size() < most) {
            for (Deque<Example> of : byLabel.values()) {
                if (!of.isEmpty() && chosen.size() < most) {
                    chosen.add(of.poll());
                }
            }
        }
        Collections.shuffle(chosen, random);
        return chosen;
    }
}
