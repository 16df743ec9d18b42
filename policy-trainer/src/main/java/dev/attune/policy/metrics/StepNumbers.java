package dev.attune.policy.metrics;

import dev.attune.policy.ppo.PpoLoss;

/** The numbers of an optimiser step, or of a part of it: parts add up, since each is a sum over the whole step's tokens. */
public record StepNumbers(
        double policyLoss, double clipFraction, double approximateKl, double valueLoss, double valueClipFraction) {

    public static final StepNumbers ZERO = new StepNumbers(0, 0, 0, 0, 0);

    /** Reads the scalars. */
    public static StepNumbers of(PpoLoss.Policy policy, PpoLoss.Value value) {
        return new StepNumbers(
                policy.loss().getFloat(),
                policy.clipFraction().getFloat(),
                policy.approximateKl().getFloat(),
                value.loss().getFloat(),
                value.clipFraction().getFloat());
    }

    public StepNumbers plus(StepNumbers other) {
        return new StepNumbers(
                policyLoss + other.policyLoss,
                clipFraction + other.clipFraction,
                approximateKl + other.approximateKl,
                valueLoss + other.valueLoss,
                valueClipFraction + other.valueClipFraction);
    }

    /** Adds the numbers of a whole step to an update's means. */
    public void addTo(Means means) {
        means.add(PpoMetric.POLICY_LOSS, policyLoss);
        means.add(PpoMetric.CLIP_FRACTION, clipFraction);
        means.add(PpoMetric.APPROXIMATE_KL, approximateKl);
        means.add(PpoMetric.VALUE_LOSS, valueLoss);
        means.add(PpoMetric.VALUE_CLIP_FRACTION, valueClipFraction);
    }
}
