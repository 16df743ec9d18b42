package dev.attune.cli.demo;

import java.util.List;
import java.util.Map;

import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.statistics.Interval;

/**
 * What the ring did, as {@code --json} writes it.
 *
 * @param ratings accepted ratings of the simulated raters, equal to the distinct ratings on {@code attune.feedback}
 * @param kl nats per answer to the reference after the last update
 * @param winRate of the new checkpoint over the base on held-out prompts, judged by the hidden rule
 * @param before the base's answers to the held-out prompts
 * @param after the new checkpoint's
 * @param promoted whether the channel {@code production} serves the new checkpoint
 * @param promotionReason the registry's: over which opponent, and who judged; empty when it did not promote
 */
public record DemoResult(
        long seed,
        String raters,
        int ratings,
        int feedbackEvents,
        RewardModel rewardModel,
        String judge,
        Interval winRate,
        int heldOutPrompts,
        Traits before,
        Traits after,
        double kl,
        Map<String, Double> secondsByStage,
        long peakMemoryMb,
        Checkpoint checkpoint,
        boolean promoted,
        String promotionReason,
        List<Update> updates,
        List<Sample> samples) {

    /**
     * @param accuracy on the held-out share of the noisy ratings
     * @param longerWins accuracy of "the longer answer is better" on the same pairs
     * @param noiseCeiling accuracy that the hidden rule itself reaches on the noisy ratings
     */
    public record RewardModel(double accuracy, double longerWins, double noiseCeiling, double heldOutPairs) {}

    public record Checkpoint(String id, String sha256, Lineage lineage) {}

    public record Update(int update, double reward, double kl) {}

    /** One held-out prompt with the base's and the tuned model's answer. */
    public record Sample(String prompt, String before, String after, String result) {}
}
