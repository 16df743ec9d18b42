package dev.attune.feedback.fresh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;

/**
 * Which share of the new pairs sets the new checkpoint against what; the shares sum to 1.
 *
 * @param production against {@link Contrast#PRODUCTION}
 * @param before against {@link Contrast#BEFORE}
 * @param itself against {@link Contrast#ITSELF}
 */
public record Mix(double production, double before, double itself) {

    private static final double ROUNDING = 1e-6;

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    void check() {
        Fault.INVALID_REQUEST.when(
                !(production >= 0
                        && before >= 0
                        && itself >= 0
                        && Math.abs(production + before + itself - 1) <= ROUNDING),
                "The shares of the mix must not be negative and must sum to 1, but are production " + production
                        + ", before " + before + " and itself " + itself + ".");
    }

    private double share(Contrast contrast) {
        return switch (contrast) {
            case PRODUCTION -> production;
            case BEFORE -> before;
            case ITSELF -> itself;
        };
    }

    /**
     * What each of {@code pairs} pairs is, by largest remainder, one kind after the other. The share of an opponent that there is not goes
     * to the first that there is, in the order of {@link Contrast}.
     *
     * @param there which opponents there are; a checkpoint is always there for itself
     */
    public List<Contrast> of(int pairs, Set<Contrast> there) {
        Set<Contrast> possible = EnumSet.of(Contrast.ITSELF);
        possible.addAll(there);
        Contrast first = possible.iterator().next();
        Map<Contrast, Double> wanted = new EnumMap<>(Contrast.class);
        for (Contrast contrast : Contrast.values()) {
            wanted.merge(possible.contains(contrast) ? contrast : first, share(contrast) * pairs, Double::sum);
        }
        Map<Contrast, Integer> counts = new EnumMap<>(Contrast.class);
        wanted.forEach((contrast, share) -> counts.put(contrast, whole(share)));
        int left = pairs - counts.values().stream().mapToInt(Integer::intValue).sum();
        wanted.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> whole(entry.getValue()) - entry.getValue()))
                .limit(left)
                .forEach(entry -> counts.merge(entry.getKey(), 1, Integer::sum));
        List<Contrast> all = new ArrayList<>();
        counts.forEach((contrast, count) -> {
            for (int i = 0; i < count; i++) {
                all.add(contrast);
            }
        });
        return all;
    }

    private static int whole(double share) {
        return (int) Math.floor(share + ROUNDING);
    }
}
