package dev.attune.tiny;

/** How an answer treats the person who asked. */
public enum Tone {
    POLITE,
    PLAIN,
    RUDE
}
