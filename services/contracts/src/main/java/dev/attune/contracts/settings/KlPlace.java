package dev.attune.contracts.settings;

import dev.attune.contracts.json.Choice;

/** Where the KL to the reference is paid. */
public enum KlPlace implements Choice {
    /** It is taken from rewards. */
    REWARD,
    /** It is a term of the loss. */
    LOSS
}
