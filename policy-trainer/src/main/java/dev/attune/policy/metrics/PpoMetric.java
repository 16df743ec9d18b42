package dev.attune.policy.metrics;

/**
 * Every number that a PPO update reports, over real tokens only: what it is, and where it lies in a healthy run. "Per
 * answer" is the sum over an answer's tokens, then the mean over answers.
 */
public enum PpoMetric implements Monitor {
    SCORE(
            "score",
            "mean of the reward function's scores",
            "rises; a rise while outside judges disagree is over-optimisation"),
    REWARD("reward", "per answer: sum of the tokens' rewards, as the settings clip, penalise and whiten them", "rises"),
    KL(
            "kl",
            "per answer: log pi - log pi_ref (k1) of the sampled tokens, nats",
            "0 at first, then slowly up; below maxKl"),
    KL_COEFFICIENT("klCoefficient", "weight of the KL penalty in this update", "constant, or moving towards klTarget"),
    ENTROPY(
            "entropy",
            "mean over tokens of -log pi of the sampled token (one-sample estimate), nats",
            "falls slowly; near 0 is collapse"),
    ANSWER_TOKENS("answerTokens", "mean tokens of an answer, its end token included", "no run to maxNewTokens"),
    END_RATE("endRate", "share of answers that the policy ended itself", "near 1"),
    MISMATCH("mismatch", "mean over tokens of exp |log p of the generator - log p of the training pass|", "below 1.05"),
    POLICY_LOSS("policyLoss", "clipped policy loss, mean over the update's steps", "around 0"),
    VALUE_LOSS("valueLoss", "clipped value loss, mean over the update's steps", "falls"),
    CLIP_FRACTION("clipFraction", "share of tokens whose ratio was clipped, mean over steps", "0.02 to 0.3"),
    VALUE_CLIP_FRACTION("valueClipFraction", "share of tokens whose value was clipped, mean over steps", "below 0.3"),
    APPROXIMATE_KL(
            "approximateKl", "mean over tokens of (log pi_new - log pi_old)^2 / 2, mean over steps", "below 0.05"),
    STEPS("steps", "optimiser steps of the update", "epochs x minibatches; fewer when loss.stopKl ends updates"),
    VOCABULARY_ENTROPY(
            "vocabularyEntropy",
            "mean over tokens of the whole distribution's entropy, mean over steps, nats; with loss.entropyCoefficient",
            "falls slowly; near 0 is collapse"),
    PRETRAINING_LOSS(
            "pretrainingLoss",
            "mean cross-entropy per answer token of the demonstrations, mean over steps, nats; with pretraining.coefficient",
            "does not rise"),
    EXPLAINED_VARIANCE(
            "explainedVariance",
            "1 - Var(returns - values) / Var(returns)",
            "rises towards 1; long below 0 is a broken value head"),
    GRADIENT_NORM("gradientNorm", "global L2 norm before clipping, mean over steps", "no trend upwards"),
    LEARNING_RATE("learningRate", "of the optimiser, mean over steps", "as scheduled"),
    TOKENS_PER_SECOND("tokensPerSecond", "sampled tokens by seconds of the whole update", "steady"),
    SECONDS("seconds", "of the whole update", "steady"),
    SECONDS_SAMPLE("secondsSample", "sampling the answers", "a minor part"),
    SECONDS_SCORE("secondsScore", "scoring them by the reward function", "a minor part"),
    SECONDS_FORWARD("secondsForward", "log-probabilities of policy and reference, and values", "a minor part"),
    SECONDS_OPTIMISE("secondsOptimise", "epochs over the answers", "the major part");

    private final Row row;

    PpoMetric(String title, String formula, String healthy) {
        this.row = new Row(title, formula, healthy);
    }

    /** Whether every update reports it, whatever the settings. */
    public boolean isAlwaysThere() {
        return this != VOCABULARY_ENTROPY && this != PRETRAINING_LOSS;
    }

    @Override
    public Row row() {
        return row;
    }
}
