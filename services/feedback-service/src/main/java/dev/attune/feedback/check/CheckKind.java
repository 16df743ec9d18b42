package dev.attune.feedback.check;

/** Why an item is handed out that wants no vote. */
public enum CheckKind {
    /** Its better answer is known, and nothing shows that. */
    GOLD,
    /** It says openly which answer to take. */
    ATTENTION,
    /** The person has rated it long ago; sides are swapped. */
    REPEAT
}
