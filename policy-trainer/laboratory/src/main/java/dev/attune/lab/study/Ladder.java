package dev.attune.lab.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.attune.lab.classify.ShotChoice;

/**
 * The settings among which a sweep chooses, from low to high, the same number for every method: learning rates by steps of
 * about three (1, 3, 10, 30 …) around the method's centre, or kinds of few-shot prompts.
 */
final class Ladder {

    /** Few-shot prompts in the order in which they are tried. */
    private static final List<Setting> SHOTS = List.of(
            Setting.shots(ShotChoice.BALANCED, 4),
            Setting.shots(ShotChoice.NEAREST, 4),
            Setting.shots(ShotChoice.BALANCED, 8),
            Setting.shots(ShotChoice.NEAREST, 8),
            Setting.shots(ShotChoice.BALANCED, 16),
            Setting.shots(ShotChoice.NEAREST, 16));

    private Ladder() {}

    /** The settings of a sweep of {@code tries}; one without a choice where the method has none. */
    static List<Setting> of(Method method, int tries) {
        if (method == Method.FEW_SHOT) {
            return SHOTS.subList(0, Math.min(tries, SHOTS.size()));
        }
        if (method.tuning().isEmpty()) {
            return List.of(Setting.NONE);
        }
        List<Setting> rates = new ArrayList<>();
        int lowest = -((tries - 1) / 2);
        for (int step = lowest; step < lowest + tries; step++) {
            rates.add(Setting.rate(times(method.centre(), step)));
        }
        return rates;
    }

    /** One more rate beyond the best where that lies at an edge of several. */
    static Optional<Setting> beyond(List<Setting> rates, Setting best) {
        Double rate = best.rate();
        if (rate == null || rates.size() < 2) {
            return Optional.empty();
        }
        int place = rates.indexOf(best);
        if (place > 0 && place < rates.size() - 1) {
            return Optional.empty();
        }
        return Optional.of(Setting.rate(place == 0 ? below(rates) : above(rates)));
    }

    /** Two rates further on lies ten times the rate. */
    private static double above(List<Setting> rates) {
        return rounded(10 * rate(rates, rates.size() - 2));
    }

    private static double below(List<Setting> rates) {
        return rounded(rate(rates, 1) / 10);
    }

    private static double rate(List<Setting> rates, int place) {
        return Optional.ofNullable(rates.get(place).rate()).orElseThrow();
    }

    private static double times(double centre, int step) {
        double factor = Math.pow(10, Math.floorDiv(step, 2)) * (Math.floorMod(step, 2) == 1 ? 3 : 1);
        return rounded(centre * factor);
    }

    private static double rounded(double rate) {
        return new BigDecimal(rate).round(new MathContext(2)).doubleValue();
    }
}
