package dev.attune.inference.messaging;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often the answers to a prompt have failed, over sessions: a fault may pass, but a prompt that makes generation fail must not
 * keep those behind it for ever.
 */
final class FailedPrompts {

    static final int ATTEMPTS = 3;
    private static final int REMEMBERED = 1000;

    private final Map<String, Integer> failures = new LinkedHashMap<>();

    /** Counts a failure; whether it was the last that is tried. */
    synchronized boolean isGivenUpAfter(String promptId) {
        int times = failures.merge(promptId, 1, Integer::sum);
        if (times >= ATTEMPTS || failures.size() > REMEMBERED) {
            failures.remove(
                    times >= ATTEMPTS ? promptId : failures.keySet().iterator().next());
        }
        return times >= ATTEMPTS;
    }
}
