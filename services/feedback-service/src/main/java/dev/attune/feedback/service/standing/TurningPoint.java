package dev.attune.feedback.service.standing;

import java.util.List;

import dev.attune.feedback.standing.StandingGroup;
import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.standing.Turning;
import dev.attune.judgement.standing.WorthFit;

/** How little turns the first and the second of a group. */
final class TurningPoint {

    private TurningPoint() {}

    /** @param order the group's checkpoints, best first */
    static StandingGroup.Turning of(WorthFit fit, List<Integer> order, List<String> names, Finding<Interval> lead) {
        int first = order.getFirst();
        int second = order.get(1);
        Turning turning = new Turning(fit, first, second);
        return new StandingGroup.Turning(
                names.get(first),
                names.get(second),
                Figures.figure(
                        Finding.of(WorthFit.ELO * fit.lead(first, second)),
                        lead.map(interval -> Figures.scaled(interval, WorthFit.ELO))),
                turning.removals().map(Turning.Turn::votes).value().orElse(null),
                turning.flips().map(Turning.Turn::votes).value().orElse(null),
                turning.raters().map(List::size).value().orElse(null));
    }
}
