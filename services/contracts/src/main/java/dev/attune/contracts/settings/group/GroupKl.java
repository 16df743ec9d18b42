package dev.attune.contracts.settings.group;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.KlForm;
import dev.attune.contracts.settings.KlPlace;

/**
 * How a group method pays for leaving its reference.
 *
 * @param klCoefficient weight of the KL to the reference; 0 leaves it out
 * @param klPlace where it is paid: from the reward of an answer, or as a term of the loss
 * @param klEstimator of each token
 */
public record GroupKl(double klCoefficient, KlPlace klPlace, KlForm klEstimator) {

    public GroupKl {
        Require.that(klCoefficient >= 0, "klCoefficient must not be negative but is " + klCoefficient);
        Require.present(klPlace, "klPlace");
        Require.present(klEstimator, "klEstimator");
        Require.that(
                klCoefficient == 0 || klPlace == KlPlace.REWARD || klEstimator != KlForm.K1,
                "klEstimator is k1 with klPlace loss, where its mean gradient is 0:"
                        + " set klEstimator to k2 or k3, or klPlace to reward");
    }

    /** k3 in the loss. */
    static GroupKl inLoss(double coefficient) {
        return new GroupKl(coefficient, KlPlace.LOSS, KlForm.K3);
    }

    /** k1 in the reward. */
    static GroupKl inReward(double coefficient) {
        return new GroupKl(coefficient, KlPlace.REWARD, KlForm.K1);
    }
}
