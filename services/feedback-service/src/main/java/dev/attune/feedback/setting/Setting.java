package dev.attune.feedback.setting;

/**
 * What a project has set.
 *
 * @param version 0 while nobody set it, one more with each change
 */
public record Setting<T extends Record>(T value, int version) {}
