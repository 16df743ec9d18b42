package dev.attune.lm.error;

import org.jspecify.annotations.Nullable;

/** A model's file is missing, damaged, or says something that this library does not understand: one sentence for a person. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
