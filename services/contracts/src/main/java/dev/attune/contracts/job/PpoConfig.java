package dev.attune.contracts.job;

import dev.attune.contracts.event.Require;

/**
 * Proximal policy optimisation from a reward model (Schulman et al. 2017; Ziegler et al. 2019; Ouyang et al. 2022).
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
 * @param klCoefficient weight of the per-token KL penalty (k1 estimator, in the reward)
 * @param klTarget nats per answer that an adaptive controller aims at; 0 keeps the coefficient fixed
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
        Tuning tuning,
        Optimisation optimisation,
        EvaluationConfig evaluation,
        @org.jspecify.annotations.Nullable AlarmConfig alarms,
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
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.present(evaluation, "evaluation");
        alarms = alarms == null ? AlarmConfig.defaults() : alarms;
        Require.that(
                computeType.equals("float32") || computeType.equals("bfloat16"),
                "computeType must be float32 or bfloat16 but is " + computeType);
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
                Tuning.lora(16),
                Optimisation.adamW(1e-4),
                EvaluationConfig.defaults(),
                AlarmConfig.defaults(),
                "float32",
                1);
    }

    @Override
    public AlarmConfig alarms() {
        return java.util.Objects.requireNonNull(alarms);
    }
}
