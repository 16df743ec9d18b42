package dev.attune.lm.error;

import org.jspecify.annotations.Nullable;

/** A model's file is missing, damaged, or says something that this library does not understand: one sentence for a person. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    public CheckpointException(String message) {
        this(message, (Throwable) null);
    }

    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = "cannot be read: " + message;
    }

    /** @param problem what is wrong, to be said after the file's name */
    public CheckpointException(String message, String problem) {
        super(message);
        this.problem = problem;
    }

    /** What is wrong, to be said after the file's name by one who says what to do in words of his own. */
    public String problem() {
        return problem;
    }
}
