package dev.attune.feedback.service.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import dev.attune.contracts.artifact.Sha256;

/**
 * Answers that were written already, so that one that won several comparisons is not learned from as often. Only the last ones are
 * remembered: pairs of one prompt come together, and memory has its bounds.
 */
final class RecentAnswers {

    private static final int REMEMBERED = 100_000;
    private static final float LOAD = 0.75f;

    private final Map<String, Boolean> seen = new LinkedHashMap<>(16, LOAD, false) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** False when the answer was there. */
    boolean add(UUID prompt, String answer) {
        return seen.put(Sha256.of(prompt + "\n" + answer), true) == null;
    }
}
