package dev.attune.lab.neighbour;

import java.util.List;

import dev.attune.lab.task.Example;
import dev.attune.lm.classify.WordLikeness;

/** Training texts by the words that they share with a text. */
final class WordNeighbours implements Neighbours {

    private final List<Example> examples;
    private final WordLikeness likeness;

    WordNeighbours(List<Example> examples) {
        this.examples = examples;
        this.likeness = new WordLikeness(examples.stream().map(Example::text).toList());
    }

    @Override
    public List<Example> nearest(String text, int count) {
        return likeness.nearest(text, count).stream().map(examples::get).toList();
    }
}
