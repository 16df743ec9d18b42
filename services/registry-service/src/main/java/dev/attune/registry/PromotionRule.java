package dev.attune.registry;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;

/**
 * When an evaluation promotes its checkpoint by itself.
 *
 * @param threshold least lower bound of the win rate's 95 % interval, in [0, 1]
 */
public record PromotionRule(double threshold) {

    public PromotionRule {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("attune.promotion.threshold must lie in [0, 1] but is " + threshold);
        }
    }

    /**
     * Decides on an evaluation: beating what is served promotes; beating one's own origin promotes while nothing newer
     * is served.
     *
     * @param checkpoint the evaluated checkpoint, null when its event has not arrived
     * @param servedId what the channel serves, null for nothing yet
     * @param served the checkpoint of {@code servedId}, null when its event has not arrived
     */
    public Decision decide(
            WinRateMeasured evaluation,
            @Nullable CheckpointPublished checkpoint,
            @Nullable String servedId,
            @Nullable CheckpointPublished served) {
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
        if (evaluation.opponentCheckpointId().equals(servedId)) {
            return Decision.PROMOTED;
        }
        if (!isOrigin(checkpoint, evaluation.opponentCheckpointId())) {
            return Decision.OPPONENT_NOT_SERVED;
        }
        return againstOrigin(checkpoint, servedId, served);
    }

    private static Decision againstOrigin(
            CheckpointPublished checkpoint, @Nullable String servedId, @Nullable CheckpointPublished served) {
        if (servedId == null) {
            return Decision.PROMOTED;
        }
        if (served == null) {
            return Decision.AWAITING_CHECKPOINT;
        }
        return checkpoint.createdAt().isAfter(served.createdAt()) ? Decision.PROMOTED : Decision.OLDER_THAN_SERVED;
    }

    /** Whether a channel can serve checkpoints of this kind. */
    public static boolean servable(Kind kind) {
        return switch (kind) {
            case BASE, POLICY, ADAPTER -> true;
            case REWARD_MODEL -> false;
        };
    }

    private static boolean isOrigin(CheckpointPublished checkpoint, String opponent) {
        return opponent.equals(checkpoint.baseCheckpointId())
                || checkpoint.lineage().parents().contains(opponent);
    }
}
