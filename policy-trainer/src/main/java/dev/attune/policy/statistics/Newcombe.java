package dev.attune.policy.statistics;

import dev.attune.contracts.statistics.Interval;

/** The difference of two shares of different examples. */
public final class Newcombe {

    private Newcombe() {}

    /**
     * First share less the second, at 95 %: Newcombe's hybrid score interval, method 10 (Statistics in Medicine 17, 1998, 873-890).
     *
     * @param first of {@code firstOf}
     */
    public static Interval difference(int first, int firstOf, int second, int secondOf) {
        Interval one = Interval.wilson(first, firstOf);
        Interval two = Interval.wilson(second, secondOf);
        double difference = one.mean() - two.mean();
        return new Interval(
                difference,
                difference - Math.hypot(one.mean() - one.low(), two.high() - two.mean()),
                difference + Math.hypot(one.high() - one.mean(), two.mean() - two.low()));
    }
}
