package dev.attune.lab.task;

import dev.attune.contracts.json.Choice;

/** How a prompt is put to a model. */
public enum Style implements Choice {
    /** As a conversation where the model has a chat template, else as text to be continued. */
    AUTO,
    CHAT,
    RAW
}
