package dev.attune.preference.file;

/**
 * A line of a file that was left out.
 *
 * @param line counted from 1
 * @param sentence what is wrong with it, for a person
 */
public record BadLine(int line, String sentence) {}
