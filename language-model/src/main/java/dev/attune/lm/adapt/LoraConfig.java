package dev.attune.lm.adapt;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param beside what trains besides
 */
public record LoraConfig(
        int rank,
        double alpha,
        LoraTargets targets,
        boolean rankStabilized,
        Exceptions exceptions,
        boolean dora,
        Beside beside) {
    /**
     * What trains besides the pairs of matrices.
     *
     * @param tokens whose rows of the embedding train, and of the head where both are one
     * @param modules PEFT's {@code modules_to_save}: copies of those whose full names end so train, with all that lies below
     * @param biases which biases of the base's layers train
     * @param ties whether embedding and head stay one where they are one in the base, if they are among the modules
     */
    public record Beside(List<Integer> tokens, List<String> modules, Biases biases, boolean ties) {
        /** Nothing. */
        public static final Beside NOTHING = new Beside(List.of(), List.of(), Biases.NONE, false);

        public Beside {
            tokens = List.copyOf(tokens);
            modules = List.copyOf(modules);
            Set<Integer> seen = new HashSet<>();
            for (Integer token : tokens) {
                if (!seen.add(token)) {
                    throw new IllegalArgumentException("The tokens whose rows train have token " + token + " twice.");
                }
            }
        }

        /** Whether a copy of the module of this full name trains, or of one that it is part of. */
        public boolean copies(String module) {
            for (int end = module.length(); end > 0; end = module.lastIndexOf('.', end - 1)) {
                String whole = module.substring(0, end);
                if (modules.stream().anyMatch(whole::endsWith)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** PEFT's {@code bias}. */
    public enum Biases {
        NONE,
        /** Those of the layers that are adapted. */
        ADAPTED,
        /** Those of all layers and norms. */
        ALL
    }

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

    /** With nothing besides. */
    public LoraConfig(
            int rank, double alpha, LoraTargets targets, boolean rankStabilized, Exceptions exceptions, boolean dora) {
        this(rank, alpha, targets, rankStabilized, exceptions, dora, Beside.NOTHING);
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

    /** Whether the layer of the blocks of this full name is adapted. */
    public boolean matches(String layer) {
        return targets.matches(layer) && !beside.copies(layer);
    }

    /** Whether the embedding or the head of this full name is adapted. */
    public boolean matchesOutside(String layer) {
        return targets.reachesOutside() && matches(layer);
    }

    /**
     * Refuses patterns of which two give one layer another rank or alpha, and such as match none: PEFT sorts them when it saves, and
     * then another is the first.
     *
     * @param layers full names of those that are adapted
     */
    void requireClear(Collection<String> layers) {
        requireClear(exceptions.ranks(), layers, "ranks");
        requireClear(exceptions.alphas(), layers, "alphas");
    }

    private static void requireClear(Map<String, ?> patterns, Collection<String> layers, String what) {
        for (String layer : layers) {
            List<String> keys = matching(patterns, layer);
            if (keys.stream().map(patterns::get).distinct().count() > 1) {
                throw new IllegalArgumentException("The patterns '" + keys.get(0) + "' and '" + keys.get(1) + "' of "
                        + what + " both match " + layer + "; give it one of its own, by its full name.");
            }
        }
        for (String key : patterns.keySet()) {
            if (layers.stream().noneMatch(ending(key)::matches)) {
                throw new IllegalArgumentException("The pattern '" + key + "' of " + what
                        + " matches none of the layers that are adapted, such as "
                        + layers.iterator().next() + ".");
            }
        }
    }

    private static List<String> matching(Map<String, ?> patterns, String layer) {
        return patterns.keySet().stream()
                .filter(key -> ending(key).matches(layer))
                .toList();
    }

    /**
     * The same for these layers, with an exact name for each that is an exception, where patterns overlap: then their order says
     * nothing.
     */
    public Exceptions unordered(Collection<String> layers) {
        return new Exceptions(
                unordered(exceptions.ranks(), layers, rank), unordered(exceptions.alphas(), layers, alpha));
    }

    private static <T> Map<String, T> unordered(Map<String, T> patterns, Collection<String> layers, T otherwise) {
        if (layers.stream().allMatch(layer -> matching(patterns, layer).size() < 2)) {
            return patterns;
        }
        Map<String, T> exact = new LinkedHashMap<>();
        for (String layer : layers) {
            T own = own(patterns, layer, otherwise);
            if (!Objects.equals(own, otherwise)) {
                exact.put(layer, own);
            }
        }
        return exact;
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
