package dev.attune.judgement.canary;

/** What a canary must not do worse, whatever people say. Each is measured for a person, as a mean between 0 and 1. */
public enum Guardrail {
    /** Share of requests that failed. */
    ERRORS,
    /** Share of answers without a word. */
    EMPTY,
    /** Share of answers that came later than a time. */
    SLOW,
    /** Length of answers, as a share of a length that counts as full: too long. */
    LONGER,
    /** The same: too short. */
    SHORTER;

    /** The harm as a block in which more is worse. */
    Block harm(Block block) {
        return this == SHORTER ? block.turned() : block;
    }
}
