package dev.attune.contracts.task;

import dev.attune.contracts.json.Choice;

/** How a prompt is put to the model. */
public enum TaskStyle implements Choice {
    /** As a conversation where the model has a chat template, else as text. */
    AUTO,
    /** As turns of a conversation. */
    CHAT,
    /** As text to be continued. */
    RAW
}
