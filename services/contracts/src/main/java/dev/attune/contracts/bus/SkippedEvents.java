package dev.attune.contracts.bus;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import dev.attune.contracts.measure.Meters;

/** How many events of each unknown type a consumer has passed over since it started. Safe for several threads. */
public final class SkippedEvents {

    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    /**
     * Counts one.
     *
     * @return whether it is the first of its type, which is worth a line in the log
     */
    public boolean add(UnknownEventException event) {
        Meters.skipped();
        return counts.merge(event.type(), 1L, Long::sum) == 1;
    }

    /** By type, sorted. */
    public Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
