package dev.attune.policy.metrics;

/**
 * Every number that an update of a group method reports, over real tokens only: what it is, and where it lies in a healthy
 * run. "Per answer" is the sum over an answer's tokens, then the mean over answers. Parts of a reward come on top, as
 * {@code score.<part>}.
 */
public enum GroupMetric implements Monitor {
    SCORE(
            "score",
            "mean of the reward function's scores",
            "rises; a rise while outside judges disagree is over-optimisation"),
    REWARD("reward", "per answer: score - missing-end penalty - klCoefficient x kl if klPlace is reward", "rises"),
    KL(
            "kl",
            "per answer: log pi - log pi_ref (k1) of the sampled tokens, nats",
            "0 at first, then slowly up; below maxKl"),
    SCORE_DEVIATION("scoreDeviation", "mean over prompts of the deviation (n - 1) of their answers' scores", "above 0"),
    INFORMATIVE("informative", "share of the drawn prompts whose answers have different scores", "above 0.2"),
    SAMPLING_ROUNDS("samplingRounds", "how often prompts were drawn", "below the setting samplingRounds"),
    UNSCORED("unscored", "share of the sampled answers that could not be scored, or had nothing to compare with", "0"),
    ENTROPY(
            "entropy",
            "mean over tokens of -log pi of the sampled token (one-sample estimate), nats",
            "falls slowly; near 0 is collapse"),
    ANSWER_TOKENS("answerTokens", "mean tokens of an answer, its end token included", "no run to maxNewTokens"),
    END_RATE("endRate", "share of answers that the policy ended itself", "near 1"),
    MISMATCH("mismatch", "mean over tokens of exp |log p of the generator - log p of the training pass|", "below 1.05"),
    POLICY_LOSS("policyLoss", "clipped policy loss, mean over the update's steps", "around 0"),
    KL_LOSS("klLoss", "estimate of the KL by klEstimator, reduced like the loss, mean over steps", "as kl"),
    CLIP_FRACTION(
            "clipFraction",
            "share of tokens (ratio answer: of answers) that were clipped, mean over steps",
            "below 0.3"),
    APPROXIMATE_KL(
            "approximateKl", "mean over tokens of (log pi_new - log pi_old)^2 / 2, mean over steps", "below 0.05"),
    GRADIENT_NORM("gradientNorm", "global L2 norm before clipping, mean over steps", "no trend upwards"),
    LEARNING_RATE("learningRate", "of the optimiser, mean over steps", "as scheduled"),
    TOKENS_PER_SECOND("tokensPerSecond", "sampled tokens by seconds of the whole update", "steady"),
    SECONDS("seconds", "of the whole update", "steady"),
    SECONDS_SAMPLE("secondsSample", "sampling the answers", "a minor part"),
    SECONDS_SCORE("secondsScore", "scoring them by the reward function", "a minor part"),
    SECONDS_FORWARD("secondsForward", "log-probabilities of policy and reference", "a minor part"),
    SECONDS_OPTIMISE("secondsOptimise", "epochs over the answers", "the major part");

    private final Row row;

    GroupMetric(String title, String formula, String healthy) {
        this.row = new Row(title, formula, healthy);
    }

    @Override
    public Row row() {
        return row;
    }
}
