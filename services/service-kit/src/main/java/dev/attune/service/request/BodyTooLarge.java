package dev.attune.service.request;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** A body that is longer than its route allows. */
public final class BodyTooLarge extends IOException {

    private static final long serialVersionUID = 1;

    BodyTooLarge(int limit) {
        super("The body is longer than the " + limit + " bytes that this address takes.");
    }

    /** The failure's own, or that of one of its causes. */
    public static @Nullable BodyTooLarge in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge found) {
                return found;
            }
        }
        return null;
    }
}
