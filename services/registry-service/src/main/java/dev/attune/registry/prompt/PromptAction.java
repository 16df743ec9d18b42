package dev.attune.registry.prompt;

/** What is done to prompts and runs, for the log. */
public enum PromptAction {
    VERSION_ADDED,
    LABEL_MOVED,
    LABEL_REMOVED,
    PROMPT_DELETED,
    PROMPT_RESTORED,
    RUN_ADDED,
    RUN_DELETED
}
