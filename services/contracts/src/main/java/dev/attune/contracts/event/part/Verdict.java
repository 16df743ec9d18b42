package dev.attune.contracts.event.part;

/**
 * What a person said about the answers of an item, as they stood on the screen. {@link #RANKED} and {@link #WRITTEN} are of items
 * that ask for no comparison of two: their events say what was ranked or written.
 */
public enum Verdict {
    LEFT,
    RIGHT,
    TIE,
    BOTH_BAD,
    SKIP,
    /** Several answers were put in an order. */
    RANKED,
    /** The answer was written. */
    WRITTEN;

    public boolean decisive() {
        return this == LEFT || this == RIGHT;
    }
}
