package dev.attune.policy.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** Sums of step numbers, to be reported as their means. */
public final class Means {

    private final Map<Monitor, Double> sums = new LinkedHashMap<>();
    private final Map<Monitor, Integer> counts = new LinkedHashMap<>();

    public void add(Monitor metric, double value) {
        sums.merge(metric, value, Double::sum);
        counts.merge(metric, 1, Integer::sum);
    }

    /** The mean of what was added under each metric. */
    public Map<Monitor, Double> means() {
        Map<Monitor, Double> means = new LinkedHashMap<>();
        sums.forEach((metric, sum) -> means.put(metric, sum / counts.getOrDefault(metric, 1)));
        return means;
    }
}
