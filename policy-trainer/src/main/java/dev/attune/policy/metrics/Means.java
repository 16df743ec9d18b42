package dev.attune.policy.metrics;

import java.util.EnumMap;
import java.util.Map;

/** Sums of step numbers, to be reported as their means. */
public final class Means {

    private final Map<PpoMetric, Double> sums = new EnumMap<>(PpoMetric.class);
    private final Map<PpoMetric, Integer> counts = new EnumMap<>(PpoMetric.class);

    public void add(PpoMetric metric, double value) {
        sums.merge(metric, value, Double::sum);
        counts.merge(metric, 1, Integer::sum);
    }

    /** The mean of what was added under each metric. */
    public Map<PpoMetric, Double> means() {
        Map<PpoMetric, Double> means = new EnumMap<>(PpoMetric.class);
        sums.forEach((metric, sum) -> means.put(metric, sum / counts.getOrDefault(metric, 1)));
        return means;
    }
}
