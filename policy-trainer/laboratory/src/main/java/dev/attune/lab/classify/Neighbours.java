package dev.attune.lab.classify;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.attune.lab.task.Example;

/** Training texts by their likeness to a text. */
interface Neighbours {

    /** The {@code count} examples most like a text, the most alike first; never one with the same text. */
    List<Example> nearest(String text, int count);

    /** Says which texts will be asked for, where many at once are cheaper. */
    default void prepare(List<String> texts) {}

    /** The labels' ids of the texts most like this one, each once, until there are {@code labels} or the texts are used up. */
    default Set<String> labels(String text, int texts, int labels) {
        Set<String> ids = new LinkedHashSet<>();
        for (Example example : nearest(text, texts)) {
            if (ids.size() < labels) {
                ids.addAll(example.labels());
            }
        }
        return ids;
    }
}
