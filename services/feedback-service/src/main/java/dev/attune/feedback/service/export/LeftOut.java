package dev.attune.feedback.service.export;

import java.util.Map;
import java.util.TreeMap;

/** What a form cannot say, by reason. */
final class LeftOut {

    private final Map<String, Long> reasons = new TreeMap<>();

    void count(String reason) {
        reasons.merge(reason, 1L, Long::sum);
    }

    Map<String, Long> reasons() {
        return reasons;
    }
}
