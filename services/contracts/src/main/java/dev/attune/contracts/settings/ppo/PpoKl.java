package dev.attune.contracts.settings.ppo;

import java.util.List;

import dev.attune.contracts.error.Require;

/**
 * How PPO pays for leaving its reference; the weight itself is {@code klCoefficient}, its target {@code klTarget}.
 *
 * @param estimator {@code k1}, {@code k2} or {@code k3} of each token's log-ratio
 * @param place {@code reward}: taken from each token's reward; {@code loss}: a term of the policy's loss
 * @param bound each token's estimate is kept within +- this; 0 leaves it as it is
 * @param horizon the adaptive coefficient's gain is rolloutBatch / horizon; 0 takes the constant gain of 0.1
 * @param unit of klTarget: nats per {@code answer} or per {@code token}
 * @param reference {@code start}: the policy that the run begins with; {@code base}: the model without any adapter
 */
public record PpoKl(String estimator, String place, double bound, int horizon, String unit, String reference) {
    public PpoKl {
        Require.that(
                List.of("k1", "k2", "k3").contains(estimator), "kl.estimator must be k1, k2 or k3 but is " + estimator);
        Require.that(List.of("reward", "loss").contains(place), "kl.place must be reward or loss but is " + place);
        Require.that(bound >= 0, "kl.bound must not be negative but is " + bound);
        Require.that(horizon >= 0, "kl.horizon must not be negative but is " + horizon);
        Require.that(List.of("answer", "token").contains(unit), "kl.unit must be answer or token but is " + unit);
        Require.that(
                List.of("start", "base").contains(reference), "kl.reference must be start or base but is " + reference);
    }

    public static PpoKl defaults() {
        return new PpoKl("k1", "reward", 0, 0, "answer", "start");
    }
}
