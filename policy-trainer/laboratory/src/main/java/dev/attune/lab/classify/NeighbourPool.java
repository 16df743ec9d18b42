package dev.attune.lab.classify;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;

/** Training texts to be found by likeness; each way of likeness is prepared when it is first asked for, once. */
public final class NeighbourPool {

    /** Nothing is near. */
    static final Neighbours NONE = (text, count) -> List.of();

    private final MeasuredModel model;
    private final List<Example> examples;
    private @Nullable Neighbours words;
    private @Nullable Neighbours embedded;

    /** @param model whose vectors stand for texts, where those are asked for */
    public NeighbourPool(MeasuredModel model, List<Example> examples) {
        this.model = model;
        this.examples = List.copyOf(examples);
    }

    /** By words, unless the choice is one by vectors. */
    Neighbours of(ShotChoice choice) {
        if (choice == ShotChoice.NEAREST_EMBEDDING) {
            embedded = embedded == null ? new EmbeddedNeighbours(model, examples) : embedded;
            return embedded;
        }
        words = words == null ? new WordNeighbours(examples) : words;
        return words;
    }
}
