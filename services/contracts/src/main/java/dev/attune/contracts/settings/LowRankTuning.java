package dev.attune.contracts.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * What {@code lora} and {@code dora} are told of single layers, and of what trains besides the pairs of matrices. Every setting may be
 * absent.
 *
 * @param rankPattern ranks of single layers: the end of a layer's name, from a dot on, as a regular expression (RE2), such as
 *     {@code down_proj} or {@code layers.1.self_attn.q_proj}; two that match one layer must say the same
 * @param alphaPattern alphas of single layers
 * @param tokenRows numbers of tokens whose rows of the embedding train, and of the head where both are one
 * @param savedModules ends of the names of layers, norms, embedding or head of which copies train
 * @param bias which biases train; absent means none
 * @param keepTied whether embedding and head stay one where they are one in the base, if one of them is copied; absent means no, as with
 *     PEFT: the copy of one trains, the other stays as it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL) // runs are named after the bytes of their settings
public record LowRankTuning(
        @Nullable Map<String, Integer> rankPattern,
        @Nullable Map<String, Double> alphaPattern,
        @Nullable List<Integer> tokenRows,
        @Nullable List<String> savedModules,
        @Nullable Biases bias,
        @Nullable Boolean keepTied) {

    /** Nothing said. */
    static final LowRankTuning NONE = new LowRankTuning(null, null, null, null, null, null);

    /** Which biases of the model train. */
    public enum Biases implements Choice {
        NONE,
        /** Those of the layers with a pair of matrices. */
        ADAPTED,
        /** Those of all layers and norms. */
        ALL
    }

    public LowRankTuning {
        rankPattern = ordered(rankPattern);
        alphaPattern = ordered(alphaPattern);
        tokenRows = tokenRows == null ? null : List.copyOf(tokenRows);
        savedModules = savedModules == null ? null : List.copyOf(savedModules);
        Require.that(
                rankPattern == null || rankPattern.values().stream().allMatch(rank -> rank > 0),
                "tuning.rankPattern must have positive ranks but is " + rankPattern);
        Require.that(
                alphaPattern == null || alphaPattern.values().stream().allMatch(alpha -> alpha > 0),
                "tuning.alphaPattern must have positive alphas but is " + alphaPattern);
        Require.that(
                savedModules == null || savedModules.stream().noneMatch(String::isBlank),
                "tuning.savedModules has an empty name");
    }

    private static <T> @Nullable Map<String, T> ordered(@Nullable Map<String, T> patterns) {
        return patterns == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** {@code rankPattern}, which is never absent here. */
    public Map<String, Integer> ranks() {
        return Objects.requireNonNullElse(rankPattern, Map.of());
    }

    /** {@code alphaPattern}, which is never absent here. */
    public Map<String, Double> alphas() {
        return Objects.requireNonNullElse(alphaPattern, Map.of());
    }

    /** {@code tokenRows}, which is never absent here. */
    public List<Integer> rows() {
        return Objects.requireNonNullElse(tokenRows, List.of());
    }

    /** {@code savedModules}, which is never absent here. */
    public List<String> modules() {
        return Objects.requireNonNullElse(savedModules, List.of());
    }

    /** {@code bias}, which is never absent here. */
    public Biases biases() {
        return bias == null ? Biases.NONE : bias;
    }

    /** {@code keepTied}, which is never absent here. */
    public boolean keepsTied() {
        return keepTied != null && keepTied;
    }
}
