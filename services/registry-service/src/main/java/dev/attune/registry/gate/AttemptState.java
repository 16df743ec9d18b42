package dev.attune.registry.gate;

/** How far a measurement at a project's gates has come. */
public enum AttemptState {
    /** The reward model that is to judge is being made. */
    AWAITING_JUDGE,
    /** Gates that block have not said anything yet. */
    MEASURING,
    /** Each gate that blocks has passed. */
    PASSED,
    /** A gate that blocks has not passed. */
    BLOCKED
}
