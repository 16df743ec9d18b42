package dev.attune.policy.ppo;

import dev.attune.policy.metrics.Means;
import dev.attune.policy.metrics.PpoMetric;

/** The numbers of an optimiser step, or of a part of it: parts add up, since each is a sum over the whole step's tokens. */
public record StepNumbers(
        double policyLoss,
        double clipFraction,
        double approximateKl,
        double valueLoss,
        double valueClipFraction,
        double entropy) {

    public static final StepNumbers ZERO = new StepNumbers(0, 0, 0, 0, 0, 0);

    /** Reads the scalars. */
    public static StepNumbers of(PpoLoss.Policy policy, PpoLoss.Value value) {
        return new StepNumbers(
                policy.loss().getFloat(),
                policy.clipFraction().getFloat(),
                policy.approximateKl().getFloat(),
                value.loss().getFloat(),
                value.clipFraction().getFloat(),
                0);
    }

    /** The numbers of a step in which only values learn. */
    public static StepNumbers of(PpoLoss.Value value) {
        return new StepNumbers(
                0, 0, 0, value.loss().getFloat(), value.clipFraction().getFloat(), 0);
    }

    /** The same with a part's share of the mean entropy. */
    public StepNumbers withEntropy(double share) {
        return new StepNumbers(policyLoss, clipFraction, approximateKl, valueLoss, valueClipFraction, share);
    }

    public StepNumbers plus(StepNumbers other) {
        return new StepNumbers(
                policyLoss + other.policyLoss,
                clipFraction + other.clipFraction,
                approximateKl + other.approximateKl,
                valueLoss + other.valueLoss,
                valueClipFraction + other.valueClipFraction,
                entropy + other.entropy);
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
