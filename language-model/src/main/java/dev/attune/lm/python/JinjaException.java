package dev.attune.lm.python;

import org.jspecify.annotations.Nullable;

/** A template is no Jinja, cannot be rendered with what it was given, refused it, or went beyond its limits. */
public final class JinjaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, without a full stop */
    public JinjaException(String message) {
        this(message, null);
    }

    public JinjaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
