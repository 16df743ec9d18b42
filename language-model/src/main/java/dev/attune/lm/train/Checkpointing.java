package dev.attune.lm.train;

/** What a {@link TrainingPass} keeps of its forward pass. Both settings give the same gradients. */
public enum Checkpointing {
    /** What the backward pass cannot cheaply compute again. */
    OFF,
    /** The input of each block only: the backward pass runs each block once more (arXiv:1604.06174). */
    PER_BLOCK
}
