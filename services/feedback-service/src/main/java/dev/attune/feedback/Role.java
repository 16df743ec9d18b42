package dev.attune.feedback;

import java.util.Arrays;
import java.util.Locale;

/** What an account may do; a token carries the names as groups. */
public enum Role {
    ANNOTATOR,
    REVIEWER,
    ENGINEER,
    ADMINISTRATOR,
    SERVICE;

    /** Lower case, as tokens and requests say it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of a name.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when there is no such role
     */
    public static Role of(String text) {
        return Arrays.stream(values())
                .filter(role -> role.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_REQUEST.because("There is no role " + text + "; use "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Role::text).toList())
                        + "."));
    }
}
