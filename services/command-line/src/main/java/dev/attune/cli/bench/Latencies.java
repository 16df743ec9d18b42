package dev.attune.cli.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Milliseconds as a distribution, exact to a thousandth.
 *
 * @param count how many were measured
 */
public record Latencies(long count, double p50, double p90, double p99, double p999, double most) {

    private static final long LONGEST_MICROS = 600_000_000L;

    /** Takes measurements of many threads. */
    public static final class Meter {

        private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

        /** Counts one. */
        public void addNanos(long nanos) {
            micros.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
        }

        /** What was measured until now. */
        public Latencies read() {
            return new Latencies(micros.getTotalCount(), at(50), at(90), at(99), at(99.9), at(100));
        }

        private double at(double percentile) {
            return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }
}
