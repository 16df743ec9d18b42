package dev.attune.judgement.canary;

/** Which of the two checkpoints answers a person. */
public enum Arm {
    PRODUCTION,
    CANARY
}
