package dev.attune.policy.gate;

import java.util.List;
import java.util.Locale;

import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;

/**
 * That a measure lies between two limits.
 *
 * @param what is measured, as a sentence names it
 * @param above which it must lie; infinite where there is no such limit
 * @param below which it must lie
 */
record Claim(String what, Interval measured, double above, double below) {

    static Claim above(String what, Interval measured, double limit) {
        return new Claim(what, measured, limit, Double.POSITIVE_INFINITY);
    }

    static Claim below(String what, Interval measured, double limit) {
        return new Claim(what, measured, Double.NEGATIVE_INFINITY, limit);
    }

    /** The whole interval lies between the limits. */
    boolean shown() {
        return measured.low() > above && measured.high() < below;
    }

    /** The whole interval lies outside. */
    boolean refuted() {
        return measured.high() < above || measured.low() > below;
    }

    /** Passed where all are shown, failed where one is refuted. */
    static GateOutcome outcome(List<Claim> claims) {
        return claims.stream().anyMatch(Claim::refuted)
                ? GateOutcome.FAILED
                : claims.stream().allMatch(Claim::shown) ? GateOutcome.PASSED : GateOutcome.INCONCLUSIVE;
    }

    /** What is refuted, or else what is not shown; nothing where all are. */
    static List<Claim> open(List<Claim> claims) {
        List<Claim> refuted = claims.stream().filter(Claim::refuted).toList();
        return refuted.isEmpty()
                ? claims.stream().filter(claim -> !claim.shown()).toList()
                : refuted;
    }

    /** A number as sentences write it. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Such as {@code 62.0 % (95 % interval 55.1 % to 68.4 %)}. */
    static String percents(Interval share) {
        return percent(share.mean()) + " (95 % interval " + percent(share.low()) + " to " + percent(share.high()) + ")";
    }

    static String numbers(Interval value) {
        return number(value.mean()) + " (95 % interval " + number(value.low()) + " to " + number(value.high()) + ")";
    }
}
