package dev.attune.registry;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;

/**
 * When an evaluation promotes its checkpoint by itself: it beat what the channel serves now, clearly, in the eyes of a judge that
 * did not teach it.
 *
 * @param threshold least lower bound of the win rate's 95 % interval, in [0, 1]
 * @param judges whose word counts
 */
public record PromotionRule(double threshold, Judges judges) {

    private static final String REWARD_MODEL = "reward-model:";

    public PromotionRule {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("attune.promotion.threshold must lie in [0, 1] but is " + threshold);
        }
    }

    /**
     * What a checkpoint comes from: bases, earlier policies, reward models that trained any of them.
     *
     * @param complete whether the events of all of them have arrived: while one has not, a reward model that trained it is unknown
     */
    public record Origins(Set<String> ids, boolean complete) {
        public Origins {
            ids = Set.copyOf(ids);
        }
    }

    /** Whose word can promote. A reward model that had a part in training the checkpoint never can: its pupil flatters it. */
    public enum Judges {
        /** Judges outside of the ring only: people, programs, other models. */
        OUTSIDE,
        /** These, and reward models that trained neither the checkpoint nor what it comes from. */
        INDEPENDENT;

        boolean count(String judge, Set<String> origins) {
            if (!judge.startsWith(REWARD_MODEL)) {
                return true;
            }
            return this == INDEPENDENT && !origins.contains(judge.substring(REWARD_MODEL.length()));
        }
    }

    /**
     * Decides on an evaluation.
     *
     * @param checkpoint the evaluated checkpoint, null when its event has not arrived
     * @param origins all that the checkpoint comes from
     * @param servedId what the channel serves, null for nothing yet
     */
    public Decision decide(
            WinRateMeasured evaluation,
            @Nullable CheckpointPublished checkpoint,
            Origins origins,
            @Nullable String servedId) {
        if (evaluation.winRate().low() < threshold) {
            return Decision.BELOW_THRESHOLD;
        }
        if (evaluation.checkpointId().equals(servedId)) {
            return Decision.ALREADY_SERVED;
        }
        if (checkpoint == null) {
            return Decision.AWAITING_CHECKPOINT;
        }
        if (!servable(checkpoint.kind())) {
            return Decision.NOT_SERVABLE;
        }
        if (!judges.count(evaluation.judge(), origins.ids())) {
            return Decision.JUDGE_NOT_INDEPENDENT;
        }
        if (!evaluation.opponentCheckpointId().equals(servedId)) {
            return Decision.OPPONENT_NOT_SERVED;
        }
        return origins.complete() || !evaluation.judge().startsWith(REWARD_MODEL)
                ? Decision.PROMOTED
                : Decision.AWAITING_CHECKPOINT;
    }

    /** Whether a channel that answers people can serve checkpoints of this kind; a task has a channel of its own. */
    public static boolean servable(Kind kind) {
        return switch (kind) {
            case BASE, POLICY, ADAPTER -> true;
            case REWARD_MODEL, TASK -> false;
        };
    }
}
