package dev.attune.contracts.error;

import org.jspecify.annotations.Nullable;

/** Whose fault an error is: the HTTP status, a retry and the dead letter follow from it. */
public enum ErrorCategory {
    /** The caller sent something that can never succeed as it is. */
    CALLER,
    /** The same call may succeed later. */
    RETRIABLE,
    /** A defect of ours. */
    INTERNAL,
    /** Memory, disk or time ran out. */
    RESOURCES;

    /** An error of this category; see {@link AttuneException} for code and sentence. */
    public AttuneException error(String code, String sentence) {
        return new AttuneException(code, this, sentence, null);
    }

    /** An error of this category that follows from another. */
    public AttuneException error(String code, String sentence, @Nullable Throwable cause) {
        return new AttuneException(code, this, sentence, cause);
    }
}
