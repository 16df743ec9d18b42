package dev.attune.policy.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Seconds by phase; time spent in a phase again is added. */
public final class Stopwatch {

    private static final double NANOS = 1e-9;

    private final Map<Monitor, Double> seconds = new LinkedHashMap<>();
    private final long start = System.nanoTime();

    /** Runs {@code work} and adds its time to {@code phase}. */
    public <T> T time(Monitor phase, Supplier<T> work) {
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            seconds.merge(phase, (System.nanoTime() - begun) * NANOS, Double::sum);
        }
    }

    /** As {@link #time}, for work without a result. */
    public void run(Monitor phase, Runnable work) {
        long begun = System.nanoTime();
        try {
            work.run();
        } finally {
            seconds.merge(phase, (System.nanoTime() - begun) * NANOS, Double::sum);
        }
    }

    /** Seconds of each phase so far. */
    public Map<Monitor, Double> seconds() {
        return Map.copyOf(seconds);
    }

    /** Seconds since this stopwatch was made. */
    public double total() {
        return (System.nanoTime() - start) * NANOS;
    }
}
