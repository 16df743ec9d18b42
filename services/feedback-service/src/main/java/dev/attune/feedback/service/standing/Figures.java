package dev.attune.feedback.service.standing;

import java.util.function.DoubleUnaryOperator;

import dev.attune.feedback.agreement.Figure;
import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;
import dev.attune.judgement.maths.Normal;

/** Findings as they are told: a value without an interval says why it has none. */
final class Figures {

    private static final double Z = Normal.quantile(0.975);

    private Figures() {}

    static Figure undefined(Undefined reason) {
        return new Figure(null, null, null, reason.name());
    }

    static Figure value(Finding<Double> value) {
        return new Figure(
                value.value().orElse(null),
                null,
                null,
                value.reason().map(Enum::name).orElse(null));
    }

    /** A share of some; undefined where there are none. */
    static Figure share(double part, double all) {
        return all > 0 ? new Figure(part / all, null, null, null) : undefined(Undefined.NOTHING);
    }

    static Figure interval(Finding<Interval> interval) {
        return figure(interval.map(Interval::estimate), interval);
    }

    static Figure figure(Finding<Double> value, Finding<Interval> interval) {
        return new Figure(
                value.value().orElse(null),
                interval.value().map(Interval::low).orElse(null),
                interval.value().map(Interval::high).orElse(null),
                value.reason().or(interval::reason).map(Enum::name).orElse(null));
    }

    /**
     * An estimate with the interval of its standard error, both on another scale.
     *
     * @param clusters raters or prompts, whichever are fewer: of one alone nobody knows how others differ
     */
    static Figure normal(double estimate, double deviation, int clusters, DoubleUnaryOperator scale) {
        Finding<Interval> interval = clusters < 2 || !(deviation > 0)
                ? Finding.undefined(Undefined.TOO_FEW)
                : Finding.of(new Interval(
                        scale.applyAsDouble(estimate),
                        scale.applyAsDouble(estimate - Z * deviation),
                        scale.applyAsDouble(estimate + Z * deviation)));
        return figure(Finding.of(scale.applyAsDouble(estimate)), interval);
    }

    static Interval scaled(Interval interval, double factor) {
        return new Interval(factor * interval.estimate(), factor * interval.low(), factor * interval.high());
    }
}
