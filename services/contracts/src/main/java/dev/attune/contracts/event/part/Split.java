package dev.attune.contracts.event.part;

/** What a prompt may be used for. */
public enum Split {
    /** Rated by people and trained on. */
    TRAIN,
    /** Kept away from training: evaluations use it. */
    HELD_OUT
}
