package dev.attune.lab.classify;

import dev.attune.contracts.json.Choice;

/** Which training examples a prompt shows. */
public enum ShotChoice implements Choice {
    /** The same for all, as many of each label as the number allows, in a drawn order. */
    BALANCED,
    /** The same for all, drawn. */
    RANDOM,
    /** For each text those nearest to it, the nearest last. */
    NEAREST,
    /** The same for all: the first ones, in their order. */
    FIRST
}
