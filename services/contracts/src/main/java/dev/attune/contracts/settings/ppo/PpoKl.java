package dev.attune.contracts.settings.ppo;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.settings.KlForm;
import dev.attune.contracts.settings.KlPlace;

/**
 * How PPO pays for leaving its reference; the weight itself is {@code klCoefficient}, its target {@code klTarget}.
 *
 * @param estimator of each token
 * @param place where it is paid: from each token's reward, or as a term of the policy's loss
 * @param bound each token's estimate is kept within +- this; 0 leaves it as it is
 * @param horizon the adaptive coefficient's gain is rolloutBatch / horizon; 0 takes the constant gain of 0.1
 * @param unit whose nats klTarget means
 * @param reference whom the policy is compared with: itself as the run begins, or the model without any adapter
 */
public record PpoKl(KlForm estimator, KlPlace place, double bound, int horizon, Unit unit, Reference reference) {

    private static final double UNBOUNDED = 0;
    private static final int CONSTANT_GAIN = 0;

    /** Whose KL is meant. */
    public enum Unit implements Choice {
        ANSWER,
        TOKEN
    }

    /** Whom the policy is compared with. */
    public enum Reference implements Choice {
        /** The policy that the run begins with. */
        START,
        /** The model without any adapter. */
        BASE
    }

    public PpoKl {
        Require.present(estimator, "kl.estimator");
        Require.present(place, "kl.place");
        Require.that(bound >= 0, "kl.bound must not be negative but is " + bound);
        Require.that(horizon >= 0, "kl.horizon must not be negative but is " + horizon);
        Require.present(unit, "kl.unit");
        Require.present(reference, "kl.reference");
    }

    public static PpoKl defaults() {
        return new PpoKl(KlForm.K1, KlPlace.REWARD, UNBOUNDED, CONSTANT_GAIN, Unit.ANSWER, Reference.START);
    }
}
