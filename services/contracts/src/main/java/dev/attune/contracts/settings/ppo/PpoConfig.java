package dev.attune.contracts.settings.ppo;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.AnswerSettings;
import dev.attune.contracts.settings.PolicySettings;

/**
 * Proximal policy optimisation from a reward model (Schulman et al. 2017; Ziegler et al. 2019; Ouyang et al. 2022).
 *
 * <p>Groups exist for readers of the code: in JSON their fields are fields of the configuration itself.
 */
public record PpoConfig(
        @JsonUnwrapped PpoRounds rounds,
        @JsonUnwrapped AnswerSettings sampling,
        @JsonUnwrapped PpoObjective objective,
        @JsonUnwrapped PpoPenalties penalties,
        @JsonUnwrapped PpoDetails details,
        @JsonUnwrapped PolicySettings policy) {

    public PpoConfig {
        Require.that(
                details.kl().horizon() == 0 || penalties.klTarget() > 0,
                "kl.horizon is " + details.kl().horizon() + ", which makes klCoefficient adaptive, but klTarget is 0:"
                        + " set a target, or kl.horizon to 0");
        Require.that(
                details.value().warmUpUpdates() < rounds.updates(),
                "value.warmUpUpdates is " + details.value().warmUpUpdates() + " but updates is " + rounds.updates()
                        + ", so the policy would never learn: lower it");
    }

    public static PpoConfig defaults() {
        return new PpoConfig(
                PpoRounds.defaults(),
                AnswerSettings.defaults(),
                PpoObjective.defaults(),
                PpoPenalties.defaults(),
                PpoDetails.defaults(),
                PolicySettings.defaults());
    }
}
