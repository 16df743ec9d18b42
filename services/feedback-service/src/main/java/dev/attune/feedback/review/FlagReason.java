package dev.attune.feedback.review;

/** What may be wrong with an item. */
public enum FlagReason {
    UNCLEAR_PROMPT,
    HARMFUL,
    PERSONAL_DATA,
    BROKEN_ANSWER,
    WRONG_LANGUAGE,
    NEEDS_KNOWLEDGE,
    OTHER
}
