package dev.attune.policy.option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.attune.worker.process.PeakMemory;

/** What a command found, figure by figure in the order in which it is told. */
public final class Result {

    private final Map<String, Object> figures = new LinkedHashMap<>();

    public Result put(String name, @Nullable Object figure) {
        figures.put(name, figure);
        return this;
    }

    /** The seconds since {@code began}, a {@link System#nanoTime}, and the most memory that the process held. */
    public Result timed(long began) {
        return put("seconds", (System.nanoTime() - began) / 1e9).put("peakMemoryMb", PeakMemory.megabytes());
    }

    /** Metrics by their names, but for those that a figure has: {@code seconds} are the run's, not its last step's. */
    public Result metrics(Map<String, Double> metrics) {
        new TreeMap<>(metrics).forEach(figures::putIfAbsent);
        return this;
    }

    Map<String, Object> figures() {
        return figures;
    }
}
