package dev.attune.lm.adapt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.google.re2j.Pattern;

/**
 * Low-rank adaptation (Hu et al. 2021, arXiv:2106.09685): a layer's output gets {@code scaling * B A x}.
 *
 * @param rank rows of A and columns of B
 * @param alpha scale, before the division by the rank
 * @param targets the layers to adapt
 * @param rankStabilized whether alpha is divided by the root of the rank (arXiv:2312.03732) instead of the rank
 * @param exceptions layers with a rank or an alpha of their own
 * @param dora whether the rows of the sum {@code W + scaling * B A} get a length of their own (arXiv:2402.09353)
 */
public record LoraConfig(
        int rank, double alpha, LoraTargets targets, boolean rankStabilized, Exceptions exceptions, boolean dora) {
    /**
     * PEFT's {@code rank_pattern} and {@code alpha_pattern}: the keys are regular expressions for the end of a layer's full
     * name, from a dot on; the first in their order that matches counts.
     */
    public record Exceptions(Map<String, Integer> ranks, Map<String, Double> alphas) {
        /** None. */
        public static final Exceptions NONE = new Exceptions(Map.of(), Map.of());

        public Exceptions {
            ranks = Collections.unmodifiableMap(new LinkedHashMap<>(ranks));
            alphas = Collections.unmodifiableMap(new LinkedHashMap<>(alphas));
            ranks.keySet().forEach(LoraConfig::ending);
            alphas.keySet().forEach(LoraConfig::ending);
        }
    }

    public LoraConfig {
        if (rank < 1
                || alpha <= 0
                || exceptions.ranks().values().stream().anyMatch(own -> own < 1)
                || exceptions.alphas().values().stream().anyMatch(own -> own <= 0)) {
            throw new IllegalArgumentException("LoRA needs ranks of at least 1 and positive alphas.");
        }
    }

    /** Without lengths of their own. */
    public LoraConfig(int rank, double alpha, LoraTargets targets, boolean rankStabilized, Exceptions exceptions) {
        this(rank, alpha, targets, rankStabilized, exceptions, false);
    }

    /** One rank and alpha for all layers whose names end with one of {@code endings}. */
    public LoraConfig(int rank, double alpha, Set<String> endings) {
        this(rank, alpha, new LoraTargets.Endings(endings), false, Exceptions.NONE);
    }

    /** One rank and alpha for all layers that {@code targets} say. */
    public LoraConfig(int rank, double alpha, LoraTargets targets) {
        this(rank, alpha, targets, false, Exceptions.NONE);
    }

    /** Adapts every linear layer. */
    public static LoraConfig allLinear(int rank, double alpha) {
        return new LoraConfig(rank, alpha, new LoraTargets.AllLinear(), false, Exceptions.NONE);
    }

    /** The rank of the layer of this full name. */
    public int rankOf(String layer) {
        return own(exceptions.ranks(), layer, rank);
    }

    /** What {@code B A x} is multiplied with in the layer of this full name. */
    public double scalingOf(String layer) {
        double own = own(exceptions.alphas(), layer, alpha);
        return rankStabilized ? own / Math.sqrt(rankOf(layer)) : own / rankOf(layer);
    }

    /** Whether the layer of this full name is adapted. */
    public boolean matches(String layer) {
        return targets.matches(layer);
    }

    private static <T> T own(Map<String, T> patterns, String layer, T otherwise) {
        return patterns.entrySet().stream()
                .filter(entry -> ending(entry.getKey()).matches(layer))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static Pattern ending(String key) {
        return LoraTargets.pattern("(.*\\.)?(" + key + ")", key);
    }
}
