package dev.attune.reward.bench;

import java.util.List;

import dev.attune.lm.bench.PeerPackages;
import dev.attune.lm.bench.Workload;

/** The workloads of {@code bench reward}. */
public final class RewardWorkloads {
    private RewardWorkloads() {}

    /** A step on 8 pairs of 256 tokens, full tuning; in the first row half of the tokens are a prompt that a pair shares. */
    public static List<Workload> reward() {
        return List.of(step("reward", 128), step("reward-short-prompt", 1));
    }

    /** What TRL's trainer needs. */
    public static PeerPackages peer() {
        return PeerPackages.of("torch", "transformers", "trl", "datasets");
    }

    private static Workload step(String name, int prompt) {
        List<String> sizes = List.of("8", "256", String.valueOf(prompt), "5");
        return new Workload(
                name,
                "pairs/s",
                Workload.Better.MORE,
                RewardMeasurement.class,
                List.of(sizes),
                "peer_reward.py",
                List.of(List.of("8", "256", "5"))); // for TRL a pair is two sequences, whatever they share
    }
}
