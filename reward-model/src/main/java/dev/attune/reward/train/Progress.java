package dev.attune.reward.train;

/** Hears of every step; an exception that it throws ends the run. */
@FunctionalInterface
public interface Progress {

    void step(StepMetrics metrics);

    /** Hears nothing. */
    static Progress none() {
        return metrics -> {};
    }
}
