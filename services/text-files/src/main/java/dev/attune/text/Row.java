package dev.attune.text;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JSON object of a file, or what stands in its place. */
public sealed interface Row {

    /** The line on which it begins, counted from 1; several rows may share one. */
    int line();

    /**
     * A row that can be used.
     *
     * @param json its columns; one that is null is absent, as in files of several forms joined
     * @param written the object as it stands in the file, with what is null
     */
    record Good(int line, ObjectNode json, ObjectNode written) implements Row {}

    /**
     * A line, or one object of a list, of which nothing is used.
     *
     * @param sentence what is wrong with it, for a person, without a full stop
     */
    record Bad(int line, String sentence) implements Row {}
}
