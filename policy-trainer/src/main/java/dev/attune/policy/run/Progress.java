package dev.attune.policy.run;

import java.util.Map;

/** Hears of every update when it is done and saved; an exception that it throws ends the run. */
@FunctionalInterface
public interface Progress {
    void update(int update, Map<String, Double> metrics);
}
