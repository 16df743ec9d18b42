package dev.attune.worker.folder;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Which of a run's states are kept.
 *
 * @param last how many of the newest
 * @param best by what the best one is kept beside them; empty: by nothing
 */
public record Retention(int last, Optional<Best> best) {

    /** @param metric a name in the metrics that the state was saved with; a state without it, or with NaN, is never the best */
    public record Best(String metric, Better better) {

        /** The better of two is greater. */
        Comparator<Double> order() {
            return switch (better) {
                case HIGHER -> Comparator.naturalOrder();
                case LOWER -> Comparator.reverseOrder();
            };
        }

        Optional<Double> of(Map<String, Double> metrics) {
            return Optional.ofNullable(metrics.get(metric)).filter(value -> !value.isNaN());
        }
    }

    /** Which of two values is better. */
    public enum Better {
        HIGHER,
        LOWER
    }

    public Retention {
        if (last < 1) {
            throw new IllegalArgumentException("A run keeps at least its newest state, not " + last);
        }
    }

    public static Retention last(int count) {
        return new Retention(count, Optional.empty());
    }

    public Retention andBest(String metric, Better better) {
        return new Retention(last, Optional.of(new Best(metric, better)));
    }
}
