package dev.attune.feedback.upload;

/** What the rows of a file are. */
public enum UploadKind {
    /** Compared pairs, rankings, and answers that were judged by themselves. */
    PREFERENCES,
    PROMPTS
}
