package dev.attune.contracts.settings;

import java.util.List;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * Which parameters train.
 *
 * @param rank LoRA's r; ignored by {@code full}
 * @param alpha LoRA's scaling numerator: the update is scaled by alpha / r
 * @param targets names of the linear layers that get an adapter, {@code all-linear} for every one of the blocks, or a single
 *     regular expression (RE2) over full names, such as
 *     {@code model\\.layers\\.2[0-9]\\..*} for the last ten of thirty layers: what lies below is then computed once per answer
 */
public record Tuning(Method method, int rank, double alpha, List<String> targets) {

    /** LoRA's r where nobody says another. */
    public static final int RANK = 16;

    /** Every linear layer of the blocks, whatever the architecture calls them. */
    private static final List<String> ALL_LINEAR = List.of("all-linear");

    /** All weights, or low-rank updates of some. */
    public enum Method implements Choice {
        FULL,
        LORA
    }

    public Tuning {
        Require.present(method, "tuning.method");
        Require.that(method == Method.FULL || rank > 0, "tuning.rank must be positive but is " + rank);
        targets = Require.copy(targets);
        Require.that(method == Method.FULL || !targets.isEmpty(), "tuning.targets is empty");
    }

    public boolean trainsAll() {
        return method == Method.FULL;
    }

    public static Tuning full() {
        return new Tuning(Method.FULL, 0, 0, List.of());
    }

    public static Tuning lora(int rank) {
        return new Tuning(Method.LORA, rank, 2.0 * rank, ALL_LINEAR);
    }
}
