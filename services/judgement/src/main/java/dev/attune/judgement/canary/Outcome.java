package dev.attune.judgement.canary;

/** What is known about a canary so far. */
public enum Outcome {
    /** Nothing is decided yet. */
    CONTINUE,
    /** People like it better by more than the margin. */
    PROMOTE,
    /** People like it less. */
    ROLL_BACK,
    /** A guardrail is harmed. */
    HARMED,
    /** People were not shared out as they should have been: nothing can be concluded. */
    DISCARD
}
