package dev.attune.lm.bench;

import java.util.List;

/**
 * One piece of work that is timed.
 *
 * @param name of the row, such as {@code batch32}
 * @param better whether more is better (tokens per second) or less (seconds)
 * @param main our class whose {@code main} does the work and prints a {@link Measurement} as its last line
 * @param ours arguments of {@code main}, one list for each setting to try; the best counts
 * @param script the peer's Python script, a resource beside {@code main}, which prints the same
 * @param peer arguments of {@code script}, one list for each setting to try; the best counts; none where no peer does it
 */
public record Workload(
        String name,
        String unit,
        Better better,
        Class<?> main,
        List<List<String>> ours,
        String script,
        List<List<String>> peer) {
    /** Which of two values is the better one. */
    public enum Better {
        MORE,
        LESS;

        boolean isBetter(double value, double than) {
            return this == MORE ? value > than : value < than;
        }

        /** How many times better {@code ours} is. */
        double ratio(double ours, double peer) {
            return this == MORE ? ours / peer : peer / ours;
        }
    }

    public Workload {
        ours = ours.stream().map(List::copyOf).toList();
        peer = peer.stream().map(List::copyOf).toList();
    }
}
