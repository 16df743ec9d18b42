package dev.attune.policy.direct;

import dev.attune.policy.metrics.Monitor;

/**
 * Every number that a step on preferences reports. Rewards are the implicit ones as the loss sees them: beta x (log pi - log
 * pi_ref) of a whole answer, per token where the loss works on means; for ORPO oddsWeight x log pi per token.
 */
public enum PreferenceMetric implements Monitor {
    LOSS("loss", "weighted mean over the batch's pairs, before the step", "falls from log 2 (sigmoid), slowly"),
    ACCURACY("accuracy", "share of pairs whose chosen answer has the larger reward", "rises from 0.5"),
    MARGIN("margin", "mean of chosenReward - rejectedReward", "rises; a rise on the held-out pairs too"),
    CHOSEN_REWARD("chosenReward", "mean reward of the chosen answers", "not far below 0"),
    REJECTED_REWARD("rejectedReward", "mean reward of the rejected answers", "falls"),
    CHOSEN_LOG_PROB(
            "chosenLogProb", "mean of log pi of the chosen answers", "steady: in a fall they are forgotten too"),
    REJECTED_LOG_PROB("rejectedLogProb", "mean of log pi of the rejected answers", "falls, slowly"),
    KL(
            "klToReference",
            "mean over both answers of log pi_ref - log pi: KL(pi_ref || pi) if the reference wrote them (k1), nats",
            "0 at first, then slowly up; tens of nats mean a policy that forgets its language"),
    REFERENCE_POINT(
            "referencePoint",
            "KTO's z: mean of log pi - log pi_ref of answers under another prompt, at least 0",
            "small against 1 / beta"),
    TIES("ties", "online DPO: share of prompts whose two answers the judge could not tell apart", "well below 1"),
    GRADIENT_NORM("gradientNorm", "global L2 norm before clipping", "no trend upwards"),
    LEARNING_RATE("learningRate", "of the optimiser", "as scheduled"),
    PAIRS_PER_SECOND("pairsPerSecond", "pairs of the batch by seconds of the step", "steady"),
    SECONDS("seconds", "of the step", "steady"),
    HELD_OUT_LOSS("heldOutLoss", "loss over the held-out pairs, after the step", "falls; a rise is over-fitting"),
    HELD_OUT_ACCURACY("heldOutAccuracy", "accuracy over the held-out pairs", "rises from 0.5"),
    HELD_OUT_MARGIN("heldOutMargin", "margin over the held-out pairs", "rises");

    private final Row row;

    PreferenceMetric(String title, String formula, String healthy) {
        this.row = new Row(title, formula, healthy);
    }

    @Override
    public Row row() {
        return row;
    }
}
