package dev.attune.contracts.bus;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import dev.attune.contracts.measure.Meters;

/** How many events of each unknown type a consumer has passed over since it started. Safe for several threads. */
public final class SkippedEvents {

    /** Types that are counted by themselves: whoever writes to the bus names as many as he likes. */
    private static final int MOST_TYPES = 100;

    private static final String OTHERS = "others";

    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    /**
     * Counts one.
     *
     * @return whether it is the first of its type, which is worth a line in the log
     */
    public boolean add(UnknownEventException event) {
        Meters.skipped();
        boolean counted = counts.containsKey(event.type()) || counts.size() < MOST_TYPES;
        return counts.merge(counted ? event.type() : OTHERS, 1L, Long::sum) == 1;
    }

    /** By type, sorted. */
    public Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
