package dev.attune.feedback.service.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Krippendorff's alpha for nominal values (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011), item by item: 1 when all
 * say the same of each item, 0 when no more of them do than by chance.
 */
final class Agreement {

    private final Map<String, Double> values = new HashMap<>();
    private double pairable;
    private double different;

    /** Adds what several people said of one item; what only one of them said tells nothing. */
    void add(List<String> said) {
        int people = said.size();
        if (people < 2) {
            return;
        }
        Map<String, Integer> counts = new HashMap<>();
        said.forEach(value -> counts.merge(value, 1, Integer::sum));
        double same = 0;
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            int times = count.getValue();
            same += times * (times - 1.0) / (people - 1);
            values.merge(count.getKey(), (double) times, Double::sum);
        }
        pairable += people;
        different += people - same;
    }

    /** Empty where nobody could have disagreed: no item has two ratings, or all ratings say one thing. */
    OptionalDouble alpha() {
        double expected = values.values().stream()
                .mapToDouble(count -> count * (pairable - count))
                .sum();
        return expected == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - (pairable - 1) * different / expected);
    }
}
