package dev.attune.feedback.form;

/** Why somebody skips an item. */
public enum SkipReason {
    /** It is in a language that the rater does not read well. */
    LANGUAGE,
    /** It takes knowledge that the rater does not have. */
    KNOWLEDGE,
    /** One cannot tell what is asked. */
    UNCLEAR,
    /** It takes longer than the rater has. */
    TOO_LONG,
    /** The rater would rather not read on. */
    UPSETTING,
    /** Anything else. */
    OTHER
}
