package dev.attune.contracts.settings.ppo;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.AlarmConfig;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;

/**
 * Proximal policy optimisation from a reward model (Schulman et al. 2017; Ziegler et al. 2019; Ouyang et al. 2022).
 *
 * <p>The groups {@code kl}, {@code reward}, {@code advantage}, {@code loss}, {@code value} and {@code pretraining} are absent
 * in older events, which means their defaults.
 *
 * @param updates rollout-and-optimise rounds
 * @param rolloutBatch answers sampled in each round
 * @param epochs passes over each round's answers
 * @param minibatch answers per optimiser step
 * @param maxPromptTokens longer prompts are left out and counted
 * @param maxNewTokens an answer is cut there
 * @param temperature sampling temperature; log-probabilities are taken at the same temperature
 * @param discount gamma
 * @param gaeLambda lambda of generalised advantage estimation (Schulman et al. 2016)
 * @param clipRange the probability ratio is clipped to 1 +- this
 * @param valueClipRange new values are clipped to the old ones +- this
 * @param valueCoefficient weight of the value loss
 * @param klCoefficient weight of the KL penalty, which {@code kl} says more of
 * @param klTarget nats per kl.unit that an adaptive controller aims at; 0 keeps the coefficient fixed
 * @param missingEndPenalty taken from the reward of an answer that was cut
 * @param maxKl the run stops with a reason when the mean KL of an answer exceeds it, in nats
 * @param evaluation the blind evaluation that follows
 * @param alarms when the run stops with a reason beside {@code maxKl}; absent in older events, which means the defaults
 */
public record PpoConfig(
        int updates,
        int rolloutBatch,
        int epochs,
        int minibatch,
        int maxPromptTokens,
        int maxNewTokens,
        double temperature,
        double discount,
        double gaeLambda,
        double clipRange,
        double valueClipRange,
        double valueCoefficient,
        double klCoefficient,
        double klTarget,
        double missingEndPenalty,
        double maxKl,
        @Nullable PpoKl kl,
        @Nullable PpoReward reward,
        @Nullable PpoAdvantage advantage,
        @Nullable PpoLossConfig loss,
        @Nullable PpoValue value,
        @Nullable PpoPretraining pretraining,
        Tuning tuning,
        Optimisation optimisation,
        EvaluationConfig evaluation,
        @Nullable AlarmConfig alarms,
        String computeType,
        long seed) {
    public PpoConfig {
        Require.that(updates > 0, "updates must be positive but is " + updates);
        Require.that(rolloutBatch > 0, "rolloutBatch must be positive but is " + rolloutBatch);
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(
                minibatch > 0 && minibatch <= rolloutBatch,
                "minibatch must lie between 1 and rolloutBatch but is " + minibatch);
        Require.that(maxPromptTokens > 0, "maxPromptTokens must be positive but is " + maxPromptTokens);
        Require.that(maxNewTokens > 0, "maxNewTokens must be positive but is " + maxNewTokens);
        Require.that(temperature > 0, "temperature must be positive but is " + temperature);
        Require.that(discount > 0 && discount <= 1, "discount must lie in (0, 1] but is " + discount);
        Require.that(gaeLambda >= 0 && gaeLambda <= 1, "gaeLambda must lie in [0, 1] but is " + gaeLambda);
        Require.that(clipRange > 0, "clipRange must be positive but is " + clipRange);
        Require.that(valueClipRange > 0, "valueClipRange must be positive but is " + valueClipRange);
        Require.that(valueCoefficient >= 0, "valueCoefficient must not be negative but is " + valueCoefficient);
        Require.that(klCoefficient >= 0, "klCoefficient must not be negative but is " + klCoefficient);
        Require.that(klTarget >= 0, "klTarget must not be negative but is " + klTarget);
        Require.that(missingEndPenalty >= 0, "missingEndPenalty must not be negative but is " + missingEndPenalty);
        Require.that(maxKl > 0, "maxKl must be positive but is " + maxKl);
        kl = Objects.requireNonNullElseGet(kl, PpoKl::defaults);
        reward = Objects.requireNonNullElseGet(reward, PpoReward::defaults);
        advantage = Objects.requireNonNullElseGet(advantage, PpoAdvantage::defaults);
        loss = Objects.requireNonNullElseGet(loss, PpoLossConfig::defaults);
        value = Objects.requireNonNullElseGet(value, PpoValue::defaults);
        pretraining = Objects.requireNonNullElseGet(pretraining, PpoPretraining::defaults);
        requireNoContradiction(kl, klCoefficient, klTarget);
        Require.that(
                value.warmUpUpdates() < updates,
                "value.warmUpUpdates is " + value.warmUpUpdates() + " but updates is " + updates
                        + ", so the policy would never learn: lower it");
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.present(evaluation, "evaluation");
        alarms = alarms == null ? AlarmConfig.defaults() : alarms;
        Require.that(
                computeType.equals("float32") || computeType.equals("bfloat16"),
                "computeType must be float32 or bfloat16 but is " + computeType);
    }

    private static void requireNoContradiction(PpoKl kl, double klCoefficient, double klTarget) {
        Require.that(
                kl.horizon() == 0 || klTarget > 0,
                "kl.horizon is " + kl.horizon() + ", which makes klCoefficient adaptive, but klTarget is 0:"
                        + " set a target, or kl.horizon to 0");
        Require.that(
                klTarget == 0 || klCoefficient > 0,
                "klTarget is " + klTarget + ", but klCoefficient is 0, and an adaptive coefficient never leaves 0:"
                        + " begin above it");
    }

    @Override
    public PpoKl kl() {
        return Objects.requireNonNull(kl);
    }

    @Override
    public PpoReward reward() {
        return Objects.requireNonNull(reward);
    }

    @Override
    public PpoAdvantage advantage() {
        return Objects.requireNonNull(advantage);
    }

    @Override
    public PpoLossConfig loss() {
        return Objects.requireNonNull(loss);
    }

    @Override
    public PpoValue value() {
        return Objects.requireNonNull(value);
    }

    @Override
    public PpoPretraining pretraining() {
        return Objects.requireNonNull(pretraining);
    }

    public static PpoConfig defaults() {
        return new PpoConfig(
                20,
                32,
                4,
                8,
                256,
                64,
                1.0,
                1.0,
                0.95,
                0.2,
                0.2,
                0.1,
                0.05,
                0,
                1.0,
                50,
                PpoKl.defaults(),
                PpoReward.defaults(),
                PpoAdvantage.defaults(),
                PpoLossConfig.defaults(),
                PpoValue.defaults(),
                PpoPretraining.defaults(),
                Tuning.lora(16),
                Optimisation.adamW(1e-4),
                EvaluationConfig.defaults(),
                AlarmConfig.defaults(),
                "float32",
                1);
    }

    @Override
    public AlarmConfig alarms() {
        return Objects.requireNonNull(alarms);
    }
}
