package dev.attune.feedback.rest.call;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;

/** Why somebody does what others will ask about later. */
public final class Reasons {

    /** In characters. */
    public static final int LONGEST = 500;

    private Reasons() {}

    /** A reason without the white space around it; null where none was given. */
    public static @Nullable String optional(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String reason = given.strip();
        Fault.INVALID_REQUEST.when(
                reason.codePointCount(0, reason.length()) > LONGEST,
                "A reason has at most " + LONGEST + " characters.");
        return reason;
    }

    /** A reason that must be there. */
    public static String required(@Nullable String given) {
        String reason = optional(given);
        if (reason == null) {
            throw Fault.MISSING_FIELD.because("The field reason is missing; say why in a sentence.");
        }
        return reason;
    }
}
