package dev.attune.contracts.settings.group;

import java.util.List;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.AlarmConfig;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;

/**
 * Policy gradients without a value function: each prompt is answered several times, and an answer is compared with the others
 * to its prompt. GRPO (Shao et al. 2024, arXiv:2402.03300), Dr. GRPO (Liu et al. 2025, arXiv:2503.20783), DAPO (Yu et al.
 * 2025, arXiv:2503.14476) and RLOO (Ahmadian et al. 2024, arXiv:2402.14740) are four sets of values of the first settings.
 *
 * @param advantage {@code standardised}: (r - mean) / (deviation + 1e-4) of the group; {@code centred}: r - mean;
 *     {@code leave-one-out}: r - mean of the others
 * @param ratio whose probability ratio is clipped: that of each {@code token}, or of the whole {@code answer}
 * @param reduction how losses of tokens become one: {@code per-answer} (mean over answers of their means), {@code per-token}
 *     (mean over the step's tokens) or {@code constant} (sum over answers x maxNewTokens)
 * @param clipLow ratios are clipped to at least 1 - clipLow
 * @param clipHigh ratios are clipped to at most 1 + clipHigh
 * @param klCoefficient weight of the KL to the reference; 0 leaves it out
 * @param klPlace whether the KL is taken from the {@code reward} of an answer, or is a term of the {@code loss}
 * @param klEstimator {@code k1}, {@code k2} or {@code k3} of each token
 * @param samplingRounds how often at most prompts are drawn for an update, until enough of them have answers of different
 *     rewards (DAPO's dynamic sampling); 1 keeps the prompts of the first draw, whatever their rewards
 * @param updates rollout-and-optimise rounds
 * @param prompts of each round
 * @param answers to each prompt
 * @param epochs passes over each round's answers
 * @param minibatch answers per optimiser step
 * @param microBatch answers of one pass at the most, which bounds memory and changes no result; 0 for any number
 * @param maxPromptTokens longer prompts are left out and counted
 * @param maxNewTokens an answer is cut there
 * @param temperature sampling temperature; log-probabilities are taken at the same temperature
 * @param missingEndPenalty taken from the reward of an answer that was cut
 * @param maxKl the run stops with a reason when the mean KL of an answer exceeds it, in nats
 * @param alarms when the run stops with a reason beside {@code maxKl}
 * @param evaluation the blind evaluation that follows
 */
public record GroupConfig(
        String advantage,
        String ratio,
        String reduction,
        double clipLow,
        double clipHigh,
        double klCoefficient,
        String klPlace,
        String klEstimator,
        int samplingRounds,
        int updates,
        int prompts,
        int answers,
        int epochs,
        int minibatch,
        int microBatch,
        int maxPromptTokens,
        int maxNewTokens,
        double temperature,
        double missingEndPenalty,
        double maxKl,
        AlarmConfig alarms,
        Tuning tuning,
        Optimisation optimisation,
        EvaluationConfig evaluation,
        String computeType,
        long seed) {
    public GroupConfig {
        oneOf("advantage", advantage, "standardised", "centred", "leave-one-out");
        oneOf("ratio", ratio, "token", "answer");
        oneOf("reduction", reduction, "per-answer", "per-token", "constant");
        oneOf("klPlace", klPlace, "reward", "loss");
        oneOf("klEstimator", klEstimator, "k1", "k2", "k3");
        oneOf("computeType", computeType, "float32", "bfloat16");
        Require.that(clipLow > 0 && clipLow < 1, "clipLow must lie in (0, 1) but is " + clipLow);
        Require.that(clipHigh > 0, "clipHigh must be positive but is " + clipHigh);
        Require.that(klCoefficient >= 0, "klCoefficient must not be negative but is " + klCoefficient);
        Require.that(samplingRounds > 0, "samplingRounds must be positive but is " + samplingRounds);
        Require.that(updates > 0, "updates must be positive but is " + updates);
        Require.that(prompts > 0, "prompts must be positive but is " + prompts);
        Require.that(
                answers > 1,
                "answers must be at least 2 but is " + answers + ": an answer is compared with others to its prompt");
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(
                minibatch > 0 && minibatch <= prompts * answers,
                "minibatch must lie between 1 and prompts x answers but is " + minibatch);
        Require.that(microBatch >= 0, "microBatch must not be negative but is " + microBatch);
        Require.that(maxPromptTokens > 0, "maxPromptTokens must be positive but is " + maxPromptTokens);
        Require.that(maxNewTokens > 0, "maxNewTokens must be positive but is " + maxNewTokens);
        Require.that(temperature > 0, "temperature must be positive but is " + temperature);
        Require.that(missingEndPenalty >= 0, "missingEndPenalty must not be negative but is " + missingEndPenalty);
        Require.that(maxKl > 0, "maxKl must be positive but is " + maxKl);
        Require.that(
                ratio.equals("token") || reduction.equals("per-answer"),
                "reduction is " + reduction + ", but with ratio answer there is one loss for each answer:"
                        + " set reduction to per-answer, or ratio to token");
        Require.that(
                klCoefficient == 0 || klPlace.equals("reward") || !klEstimator.equals("k1"),
                "klEstimator is k1 with klPlace loss, where its mean gradient is 0:"
                        + " set klEstimator to k2 or k3, or klPlace to reward");
        Require.present(alarms, "alarms");
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.present(evaluation, "evaluation");
    }

    /** GRPO as in its paper: standardised advantages, each answer weighs the same, k3 in the loss. */
    public static GroupConfig grpo() {
        return of("standardised", "token", "per-answer", 0.2, 0.04, "loss", "k3", 1);
    }

    /** GRPO without what favours long wrong answers and easy prompts: neither lengths nor deviations divide. */
    public static GroupConfig drGrpo() {
        return of("centred", "token", "constant", 0.2, 0, "loss", "k3", 1);
    }

    /** GRPO with each token weighing the same, room upwards, and prompts that teach something. */
    public static GroupConfig dapo() {
        return of("standardised", "token", "per-token", 0.28, 0, "loss", "k3", 4);
    }

    /** Leave-one-out baseline, the ratio of whole answers, and the KL in the reward. */
    public static GroupConfig rloo() {
        return of("leave-one-out", "answer", "per-answer", 0.2, 0.05, "reward", "k1", 1);
    }

    private static GroupConfig of(
            String advantage,
            String ratio,
            String reduction,
            double clipHigh,
            double klCoefficient,
            String klPlace,
            String klEstimator,
            int samplingRounds) {
        return new GroupConfig(
                advantage,
                ratio,
                reduction,
                0.2,
                clipHigh,
                klCoefficient,
                klPlace,
                klEstimator,
                samplingRounds,
                20,
                8,
                8,
                1,
                32,
                0,
                256,
                64,
                1.0,
                0,
                50,
                AlarmConfig.defaults(),
                Tuning.lora(16),
                Optimisation.adamW(1e-4),
                EvaluationConfig.defaults(),
                "float32",
                1);
    }

    private static void oneOf(String setting, String value, String... choices) {
        Require.that(
                List.of(choices).contains(value),
                setting + " must be one of " + String.join(", ", choices) + " but is " + value);
    }
}
