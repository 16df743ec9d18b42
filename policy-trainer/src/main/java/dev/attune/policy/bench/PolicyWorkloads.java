package dev.attune.policy.bench;

import java.util.List;
import java.util.stream.Stream;

import dev.attune.lm.bench.BenchWorkloads;
import dev.attune.lm.bench.PeerPackages;
import dev.attune.lm.bench.Workload;

/** The workloads of {@code bench ppo}, {@code bench dpo} and {@code bench sft}. */
public final class PolicyWorkloads {
    private static final String PPO_PYTHON = "ATTUNE_PPO_PYTHON";
    private static final List<String> EPISODES = List.of("32", "32", "48", "3"); // answers, prompt, new tokens, updates

    private PolicyWorkloads() {}

    /** Updates of 32 episodes: 4 epochs, 8 answers at once. TRL's best is the better one of full tuning and LoRA. */
    public static List<Workload> ppo() {
        List<List<String>> both = List.of(arguments("full"), arguments("lora"));
        return List.of(
                update("ppo-peer-algorithm", PpoMeasurement.PEER_ALGORITHM, List.of(arguments("full"))),
                update("ppo-default", PpoMeasurement.DEFAULT, both),
                update("ppo-frozen-trunk", PpoMeasurement.FROZEN_TRUNK, both));
    }

    /** What TRL's PPO needs, which only some versions of TRL have. */
    public static PeerPackages ppoPeer() {
        return PeerPackages.of("torch", "transformers", "peft", "datasets", "trl.experimental.ppo")
                .orIn(PPO_PYTHON, List.of("torch", "transformers", "peft", "datasets", "'trl>=1.9,<1.10'"));
    }

    /** A step on 8 pairs of 256 tokens, full tuning, with the reference's log-probabilities known. */
    public static List<Workload> dpo() {
        List<String> sizes = List.of("8", "256", "4"); // pairs, tokens, steps
        return List.of(new Workload(
                "dpo",
                "pairs/s",
                Workload.Better.MORE,
                PreferenceMeasurement.class,
                List.of(sizes),
                "peer_dpo.py",
                List.of(sizes)));
    }

    /** A step of supervised tuning on 8 x 256 tokens. */
    public static List<Workload> sft() {
        return List.of(BenchWorkloads.supervised());
    }

    /** What TRL's other trainers need. */
    public static PeerPackages peer() {
        return PeerPackages.of("torch", "transformers", "trl", "peft", "datasets");
    }

    private static Workload update(String name, String kind, List<List<String>> peers) {
        return new Workload(
                name,
                "episodes/s",
                Workload.Better.MORE,
                PpoMeasurement.class,
                List.of(arguments(kind)),
                "peer_ppo.py",
                peers);
    }

    private static List<String> arguments(String first) {
        return Stream.concat(Stream.of(first), EPISODES.stream()).toList();
    }
}
