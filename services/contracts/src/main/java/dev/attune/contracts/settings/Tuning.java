package dev.attune.contracts.settings;

import java.util.List;

import dev.attune.contracts.error.Require;

/**
 * Which parameters train.
 *
 * @param method {@code full} or {@code lora}
 * @param rank LoRA's r; ignored by {@code full}
 * @param alpha LoRA's scaling numerator: the update is scaled by alpha / r
 * @param targets names of the linear layers that get an adapter, or a single regular expression over full names, such as
 *     {@code model\\.layers\\.2[0-9]\\..*} for the last ten of thirty layers: what lies below is then computed once per answer
 */
public record Tuning(String method, int rank, double alpha, List<String> targets) {

    private static final List<String> ALL_LINEAR =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public Tuning {
        Require.that(List.of("full", "lora").contains(method), "tuning.method must be full or lora but is " + method);
        Require.that(method.equals("full") || rank > 0, "tuning.rank must be positive but is " + rank);
        targets = Require.copy(targets);
        Require.that(method.equals("full") || !targets.isEmpty(), "tuning.targets is empty");
    }

    public static Tuning full() {
        return new Tuning("full", 0, 0, List.of());
    }

    public static Tuning lora(int rank) {
        return new Tuning("lora", rank, 2.0 * rank, ALL_LINEAR);
    }
}
