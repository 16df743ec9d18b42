package dev.attune.policy.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Seconds from one call of {@link #done} to the next; what comes before the first call is not counted. */
final class Steps {

    private final List<Double> seconds = new ArrayList<>();
    private long last;

    void done() {
        long now = System.nanoTime();
        if (last != 0) {
            seconds.add((now - last) / 1e9);
        }
        last = now;
    }

    double median() {
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    double best() {
        return Collections.min(seconds);
    }
}
