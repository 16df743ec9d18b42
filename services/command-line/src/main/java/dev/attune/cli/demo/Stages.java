package dev.attune.cli.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Seconds that each stage of the ring took, in the order in which they ended. */
final class Stages {

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final long began = System.nanoTime();
    private long last = began;

    void end(String stage) {
        long now = System.nanoTime();
        seconds.put(stage, (now - last) / 1e9);
        last = now;
    }

    double total() {
        return (last - began) / 1e9;
    }

    Map<String, Double> seconds() {
        Map<String, Double> all = new LinkedHashMap<>(seconds);
        all.put("total", total());
        return all;
    }
}
