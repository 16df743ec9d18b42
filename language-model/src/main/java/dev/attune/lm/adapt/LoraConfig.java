package dev.attune.lm.adapt;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Low-rank adaptation (Hu et al. 2021, arXiv:2106.09685): a layer's output gets {@code alpha / rank * B A x}.
 *
 * @param rank rows of A and columns of B
 * @param alpha scale, before the division by the rank
 * @param targets last parts of the names of the layers to adapt, such as {@code q_proj}
 */
public record LoraConfig(int rank, double alpha, Set<String> targets) {
    /** Every linear layer of a Llama block. */
    public static final Set<String> ALL_LINEAR =
            Set.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public LoraConfig {
        targets = Set.copyOf(targets);
        if (rank < 1 || alpha <= 0 || targets.isEmpty()) {
            throw new IllegalArgumentException("LoRA needs a rank of at least 1, a positive alpha and target layers.");
        }
    }

    /** Adapts every linear layer. */
    public static LoraConfig allLinear(int rank, double alpha) {
        return new LoraConfig(rank, alpha, ALL_LINEAR);
    }

    /** What {@code B A x} is multiplied with. */
    public double scaling() {
        return alpha / rank;
    }

    /** Whether the layer of this full name is adapted. */
    public boolean matches(String layer) {
        return targets.contains(layer.substring(layer.lastIndexOf('.') + 1));
    }

    List<String> sortedTargets() {
        return List.copyOf(new TreeSet<>(targets));
    }
}
