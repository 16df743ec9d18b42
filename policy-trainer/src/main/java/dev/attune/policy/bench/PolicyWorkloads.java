package dev.attune.policy.bench;

import java.util.List;
import java.util.stream.Stream;

import dev.attune.lm.bench.BenchWorkloads;
import dev.attune.lm.bench.Workload;
import dev.attune.lm.bench.Workload.Better;

/** The workloads of {@code bench ppo|reward|sft}, all of SmolLM2-135M's shape in bfloat16. */
public final class PolicyWorkloads {

    private static final String EPISODES = "32";
    private static final String PROMPT = "32";
    private static final String NEW_TOKENS = "48";
    private static final String EPOCHS = "4";
    private static final String UPDATES = "2";

    private PolicyWorkloads() {}

    /** An update of 32 answers of 48 tokens to prompts of 32, four epochs with one optimiser step each. */
    public static List<Workload> ppo() {
        List<String> sizes = List.of(EPISODES, PROMPT, NEW_TOKENS, EPOCHS, UPDATES);
        return List.of(new Workload(
                "ppo-default",
                "seconds",
                Better.LESS,
                PpoMeasurement.class,
                List.of(sizes),
                "peer_ppo.py",
                List.of(with("full", sizes), with("lora", sizes))));
    }

    /** A step of 8 pairs of 256 tokens, full tuning. */
    public static List<Workload> reward() {
        return List.of(pairs("reward", RewardMeasurement.class));
    }

    /** A step of 8 x 256 tokens, full tuning. */
    public static List<Workload> supervised() {
        return List.of(BenchWorkloads.supervised());
    }

    private static Workload pairs(String kind, Class<?> main) {
        List<String> sizes = List.of("8", "256", "5");
        return new Workload(
                kind, "tokens/s", Better.MORE, main, List.of(sizes), "peer_pairs.py", List.of(with(kind, sizes)));
    }

    private static List<String> with(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
