package dev.attune.contracts.event;

/** What a person said about the two answers of an item, as they stood on the screen. */
public enum Verdict {
    LEFT,
    RIGHT,
    TIE,
    BOTH_BAD,
    SKIP;

    public boolean decisive() {
        return this == LEFT || this == RIGHT;
    }
}
