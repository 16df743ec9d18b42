package dev.attune.text;

/** A line of a file; lines are counted from 1. */
public sealed interface Line {

    int number();

    /** A line that is text. */
    record Text(int number, String text) implements Line {}

    /**
     * A line that is none.
     *
     * @param sentence what is wrong with it, for a person, without a full stop
     */
    record Bad(int number, String sentence) implements Line {}
}
