package dev.attune.policy.gate;

/**
 * An answer.
 *
 * @param cut whether it reached the limit of its tokens without an end
 */
record GateAnswer(String text, boolean cut) {}
