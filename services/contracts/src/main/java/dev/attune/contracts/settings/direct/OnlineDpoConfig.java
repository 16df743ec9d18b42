package dev.attune.contracts.settings.direct;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.AlarmConfig;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;

/**
 * DPO on the policy's own answers (Guo et al. 2024, arXiv:2402.04792): each prompt is answered twice, a judge says which
 * answer is better, and that is the pair to learn from. Answers are drawn at temperature 1, from the policy itself.
 *
 * @param loss as in {@link PreferenceTuningConfig}, one of those for pairs
 * @param beta how closely the policy is held to its reference
 * @param labelNoise share of judgements that are wrong, for {@code conservative} and {@code robust}
 * @param ipoPerToken whether {@code ipo} takes log-ratios as means over an answer's tokens
 * @param updates rounds of sampling, judging and one optimiser step
 * @param prompts of each round
 * @param passTokens a round's pairs are cut into passes of at most so many tokens (or one pair)
 * @param maxPromptTokens longer prompts are left out and counted
 * @param maxNewTokens an answer is cut there
 * @param missingEndPenalty taken from the judge's score of an answer that was cut
 * @param maxKl the run stops with a reason when the mean KL of an answer exceeds it, in nats
 * @param alarms when the run stops with a reason beside {@code maxKl}
 */
public record OnlineDpoConfig(
        String loss,
        double beta,
        double labelNoise,
        boolean ipoPerToken,
        int updates,
        int prompts,
        int passTokens,
        int maxPromptTokens,
        int maxNewTokens,
        double missingEndPenalty,
        double maxKl,
        AlarmConfig alarms,
        Tuning tuning,
        Optimisation optimisation,
        String computeType,
        long seed) {

    public OnlineDpoConfig {
        Require.that(
                PreferenceTuningConfig.PAIRWISE.contains(loss),
                "loss must be one of " + PreferenceTuningConfig.PAIRWISE + " but is " + loss);
        Require.that(beta > 0 && Double.isFinite(beta), "beta must be positive but is " + beta);
        Require.that(labelNoise >= 0 && labelNoise < 0.5, "labelNoise must lie in [0, 0.5) but is " + labelNoise);
        Require.that(
                labelNoise == 0 || loss.equals("conservative") || loss.equals("robust"),
                "labelNoise is set, but only the loss conservative and robust heeds it and loss is " + loss);
        Require.that(
                ipoPerToken || loss.equals("ipo"),
                "ipoPerToken is set, but only the loss ipo heeds it and loss is " + loss);
        Require.that(updates > 0, "updates must be positive but is " + updates);
        Require.that(prompts > 0, "prompts must be positive but is " + prompts);
        Require.that(passTokens > 0, "passTokens must be positive but is " + passTokens);
        Require.that(maxPromptTokens > 0, "maxPromptTokens must be positive but is " + maxPromptTokens);
        Require.that(maxNewTokens > 0, "maxNewTokens must be positive but is " + maxNewTokens);
        Require.that(missingEndPenalty >= 0, "missingEndPenalty must not be negative but is " + missingEndPenalty);
        Require.that(maxKl > 0, "maxKl must be positive but is " + maxKl);
        Require.present(alarms, "alarms");
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.that(
                computeType.equals("float32") || computeType.equals("bfloat16"),
                "computeType must be float32 or bfloat16 but is " + computeType);
    }

    public static OnlineDpoConfig defaults() {
        return new OnlineDpoConfig(
                "sigmoid",
                0.1,
                0,
                true,
                20,
                32,
                4096,
                256,
                64,
                0,
                50,
                AlarmConfig.defaults(),
                Tuning.lora(16),
                Optimisation.adamW(1e-4),
                "float32",
                1);
    }

    /** The objective's settings, for what tunes on pairs. */
    public PreferenceTuningConfig objective() {
        PreferenceTuningConfig defaults = PreferenceTuningConfig.defaults(loss);
        return new PreferenceTuningConfig(
                loss,
                beta,
                labelNoise,
                ipoPerToken,
                defaults.oddsWeight(),
                defaults.goodWeight(),
                defaults.badWeight(),
                1,
                prompts,
                passTokens,
                Math.addExact(maxPromptTokens, maxNewTokens),
                0,
                tuning,
                optimisation,
                computeType,
                seed);
    }
}
