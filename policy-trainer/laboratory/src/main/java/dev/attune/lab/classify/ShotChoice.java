package dev.attune.lab.classify;

import dev.attune.contracts.json.Choice;

/** Which training examples a prompt shows. */
public enum ShotChoice implements Choice {
    /** The same for all, as many of each label as the number allows, in a drawn order. */
    BALANCED,
    /** The same for all, drawn. */
    RANDOM,
    /** For each text those nearest to it by the words that they share, the nearest last. */
    NEAREST,
    /** For each text those nearest to it by the model's own vectors, the nearest last. */
    NEAREST_EMBEDDING,
    /** The same for all: the first ones, in their order. */
    FIRST;

    /** Whether each text gets examples of its own. */
    public boolean dependsOnText() {
        return this == NEAREST || this == NEAREST_EMBEDDING;
    }
}
