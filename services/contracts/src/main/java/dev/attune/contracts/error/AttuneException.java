package dev.attune.contracts.error;

import org.jspecify.annotations.Nullable;

/**
 * An error that a person or a program is told about: a stable code, and one sentence that names the thing, what is
 * wrong and what to do.
 */
public class AttuneException extends RuntimeException {

    private final String code;
    private final ErrorCategory category;

    public AttuneException(String code, ErrorCategory category, String sentence) {
        this(code, category, sentence, null);
    }

    public AttuneException(String code, ErrorCategory category, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.category = category;
    }

    /** Stable, lower case with hyphens: programs compare it, so it never changes once released. */
    public String code() {
        return code;
    }

    public ErrorCategory category() {
        return category;
    }
}
