package dev.attune.feedback.fresh;

/** When a project asks for new pairs. */
public enum Occasion {
    /** Production serves another checkpoint. */
    PROMOTED,
    /** A run on this project's preferences or prompts made a policy. */
    CANDIDATE
}
