package dev.attune.registry.service.canary;

import java.util.Locale;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.PromotionEvent.CanaryOutcome;
import dev.attune.judgement.canary.CanaryTest;
import dev.attune.judgement.canary.Guardrail;
import dev.attune.judgement.finding.Interval;
import dev.attune.registry.canary.CanarySettings;
import dev.attune.registry.service.Promotions;
import dev.attune.registry.service.canary.CanaryEvidence.Evidence;
import dev.attune.registry.store.canary.CanaryStore.Row;

/** Decides about a canary from all that is known of it, in one sentence. */
@ApplicationScoped
class CanaryDecisions {

    private final CanaryEvidence evidence;
    private final CanaryEnds ends;
    private final Promotions promotions;
    private final KeptCheckpoints kept;

    CanaryDecisions(CanaryEvidence evidence, CanaryEnds ends, Promotions promotions, KeptCheckpoints kept) {
        this.evidence = evidence;
        this.ends = ends;
        this.promotions = promotions;
        this.kept = kept;
    }

    /** Ends one that runs if there is a reason to, on a channel that is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void decide(Row canary) {
        CanarySettings.Guardrails limits = canary.settings().limits();
        if (canary.failures() >= CanarySettings.number(limits.failuresInARow())) {
            end(canary, CanaryOutcome.ROLLED_BACK, canary.failures() + " of its answers failed one after the other.");
            return;
        }
        Evidence known = evidence.of(canary);
        CanaryTest test = known.test();
        switch (test.outcome()) {
            case PROMOTE -> promote(canary, known);
            case ROLL_BACK ->
                end(
                        canary,
                        CanaryOutcome.ROLLED_BACK,
                        "People like it less than " + canary.productionId() + ": " + difference(known) + ".");
            case HARMED -> end(canary, CanaryOutcome.ROLLED_BACK, harm(canary, test));
            case DISCARD ->
                end(
                        canary,
                        CanaryOutcome.DISCARDED,
                        "People were not shared out as was set (chi-squared test: p = "
                                + test.ratio()
                                        .chiSquared()
                                        .value()
                                        .map(p -> String.format(Locale.ROOT, "%.2g", p))
                                        .orElse("unknown")
                                + "), so that nothing can be concluded.");
            case CONTINUE -> keepWhenOver(canary, known);
        }
    }

    private void promote(Row canary, Evidence known) {
        if (!kept.holds(canary.checkpointId())) {
            end(
                    canary,
                    CanaryOutcome.ROLLED_BACK,
                    "People like it better, but its files are no longer in the store: it cannot be promoted.");
            return;
        }
        String reason = "People like it better than " + canary.productionId() + ": " + difference(known) + ".";
        CheckpointPublished checkpoint = promotions.requireServable(canary.channel(), canary.checkpointId());
        if (promotions.mustAskPeople(canary.channel(), checkpoint, "Canary: " + reason, CanaryEnds.BY_TEST)) {
            end(canary, CanaryOutcome.KEPT, reason + " People must stand behind its promotion, and were asked.");
        } else {
            end(canary, CanaryOutcome.PROMOTED, reason);
            promotions.decided(canary.channel(), canary.checkpointId(), "Canary: " + reason, CanaryEnds.BY_TEST);
        }
    }

    private void keepWhenOver(Row canary, Evidence known) {
        int hours = CanarySettings.number(canary.settings().maxHours());
        if (known.voted() >= CanarySettings.number(canary.settings().maxPeople())) {
            keep(canary, known, known.voted() + " people have voted");
        } else if (canary.seconds() >= hours * 3600.0) {
            keep(canary, known, hours + " hours are over");
        }
    }

    private void keep(Row canary, Evidence known, String over) {
        end(
                canary,
                CanaryOutcome.KEPT,
                "Nothing was found out until its end (" + over + "): " + difference(known) + "; the channel keeps "
                        + canary.productionId() + ".");
    }

    private static String harm(Row canary, CanaryTest test) {
        return "It does harm beside " + canary.productionId() + ": "
                + test.harmed().stream().map(CanaryDecisions::harm).collect(Collectors.joining(", ")) + ".";
    }

    private static String harm(Guardrail guardrail) {
        return switch (guardrail) {
            case ERRORS -> "more requests fail";
            case EMPTY -> "more answers are empty";
            case SLOW -> "more answers are slow";
            case LONGER -> "answers are longer";
            case SHORTER -> "answers are shorter";
        };
    }

    private static String difference(Evidence known) {
        return known.test()
                .difference()
                .map(interval -> sentence(interval, known))
                .value()
                .orElse("too few people voted to compare");
    }

    private static String sentence(Interval interval, Evidence known) {
        return String.format(
                Locale.ROOT,
                "%+.3f of 1 (%+.2f to %+.2f, at every look) by the votes of %d people",
                interval.estimate(),
                interval.low(),
                interval.high(),
                known.voted());
    }

    private void end(Row canary, CanaryOutcome outcome, String reason) {
        ends.end(canary, outcome, reason, CanaryEnds.BY_TEST);
    }
}
