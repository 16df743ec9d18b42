package dev.attune.registry;

import java.util.List;
import java.util.Map;

/** A run with the course of each of its metrics, by name and in the order of the steps. */
public record RunDetail(Run run, Map<String, List<Point>> series) {

    /** One value of a metric. */
    public record Point(int step, double value) {}
}
