package dev.attune.contracts.settings;

import dev.attune.contracts.json.Choice;

/** The number type in which frozen weights are kept and layers compute. */
public enum ComputeType implements Choice {
    FLOAT32,
    BFLOAT16
}
