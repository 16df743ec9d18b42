package dev.attune.registry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a person wanted of a run.
 *
 * @param by pseudonym of the person
 */
public record RunControl(Action action, @Nullable String reason, String by, Instant at) {

    /** What may be wanted. */
    public enum Action {
        PAUSE,
        RESUME,
        CANCEL
    }
}
