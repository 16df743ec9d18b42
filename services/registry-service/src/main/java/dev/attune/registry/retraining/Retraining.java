package dev.attune.registry.retraining;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.RetrainingEvent.Reason;
import dev.attune.contracts.settings.retraining.RetrainingPolicy;
import dev.attune.registry.retraining.Decided.NotNow;

/**
 * When a project trains again.
 *
 * @param version of its policy; 0 before anybody changed it
 * @param usual whether it has none of its own
 * @param changedBy pseudonym of the person
 * @param rewardModelId its newest reward model; absent while there is none
 * @param watch over that
 * @param now what would be decided if one looked now
 * @param last what was decided last; absent before the first decision
 */
public record Retraining(
        String projectId,
        int version,
        boolean usual,
        RetrainingPolicy policy,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        @Nullable String rewardModelId,
        @Nullable WatchState watch,
        Outlook now,
        @Nullable DecisionRow last) {

    /**
     * What would be decided.
     *
     * @param starts whether a run would be started
     * @param notBefore when the condition that fails may hold at the earliest, where that is a time
     * @param wantedPreferences how many more would do, where those are what is missing
     */
    public record Outlook(
            boolean starts,
            Reason reason,
            String sentence,
            @Nullable Instant notBefore,
            @Nullable Long wantedPreferences) {

        static Outlook of(Decided decided) {
            return switch (decided) {
                case NotNow no ->
                    new Outlook(false, no.reason(), no.sentence(), no.notBefore(), no.wantedPreferences());
                case Decided.RewardModelPassedOver passed ->
                    new Outlook(false, passed.reason(), passed.sentence(), null, null);
                case Decided.TrainPolicy _, Decided.TrainRewardModel _ ->
                    new Outlook(true, decided.reason(), decided.sentence(), null, null);
            };
        }
    }

    /**
     * How far the watch for a drift has come.
     *
     * @param watching false where the reward model is too weak for a drift to show
     * @param ratings that were watched
     * @param share of the way to a drift, 1 where one was noticed
     */
    public record WatchState(boolean watching, long ratings, double heldOutAccuracy, double share, boolean noticed) {

        static @Nullable WatchState of(@Nullable Watch watch) {
            if (watch == null) {
                return null;
            }
            var rule = watch.rule();
            return new WatchState(
                    rule != null,
                    watch.state().ratings(),
                    watch.heldOutAccuracy(),
                    rule == null ? 0 : Math.min(1, watch.state().sum() / rule.threshold()),
                    watch.noticed());
        }
    }

    /** What is known of it. */
    public static Retraining of(ProjectRow row, RetrainingPolicy policy, Decided decided, @Nullable DecisionRow last) {
        return new Retraining(
                row.projectId(),
                row.version(),
                row.policy() == null,
                policy,
                row.changedBy(),
                row.changedAt(),
                row.rewards().newestId(),
                WatchState.of(row.watch()),
                Outlook.of(decided),
                last);
    }

    /** Of a project of which nothing was heard. */
    public static Retraining unknown(String projectId, RetrainingPolicy usual) {
        Facts nothing = new Facts(Instant.EPOCH, new Facts.Fresh(0, null), null, null, null, List.of());
        return new Retraining(
                projectId,
                0,
                true,
                usual,
                null,
                null,
                null,
                null,
                Outlook.of(RetrainingRules.decide(usual, nothing)),
                null);
    }
}
