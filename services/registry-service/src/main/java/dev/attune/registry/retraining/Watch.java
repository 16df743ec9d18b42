package dev.attune.registry.retraining;

import org.jspecify.annotations.Nullable;

import dev.attune.judgement.drift.DriftRule;
import dev.attune.judgement.drift.DriftWatch;
import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;

/**
 * The watch over a reward model: whether people still decide as it does.
 *
 * @param heldOutAccuracy when it was made
 * @param rule absent where the reward model is so bad, or was measured on so little, that nobody could tell a drift
 * @param noticed whether there is a drift
 */
public record Watch(
        String checkpointId,
        double heldOutAccuracy,
        @Nullable DriftRule rule,
        DriftWatch.State state,
        boolean noticed) {

    private static final double USUAL = 0.5;

    /**
     * The watch over a reward model that nobody has contradicted yet.
     *
     * @param accuracy on {@code pairs} held-out pairs
     */
    public static Watch begin(String checkpointId, double accuracy, int pairs) {
        DriftRule rule = null;
        if (pairs > 0 && accuracy > USUAL) {
            int errors = (int) Math.round((1 - accuracy) * pairs);
            try {
                rule = DriftRule.of(errors, pairs);
            } catch (IllegalArgumentException _) {
                // So near to guessing that a drift could not make it worse by what is looked for.
            }
        }
        return new Watch(checkpointId, accuracy, rule, DriftWatch.State.START, false);
    }

    /** After one more rating. */
    public Watch with(boolean agrees) {
        if (rule == null) {
            return this;
        }
        DriftWatch watch = new DriftWatch(rule, state);
        watch.add(!agrees);
        return new Watch(checkpointId, heldOutAccuracy, rule, watch.state(), watch.noticed());
    }

    /** The drift, where one was noticed. */
    public Facts.@Nullable Drift drift() {
        if (!noticed || rule == null) {
            return null;
        }
        DriftWatch watch = new DriftWatch(rule, state);
        Finding<Interval> since = watch.accuracySince();
        return new Facts.Drift(
                checkpointId,
                state.ratings(),
                watch.beganAfter(),
                since.known() ? since.get().estimate() : heldOutAccuracy,
                heldOutAccuracy);
    }
}
