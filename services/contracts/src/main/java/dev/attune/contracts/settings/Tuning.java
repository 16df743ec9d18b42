package dev.attune.contracts.settings;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * Which parameters train.
 *
 * <p>Groups exist for readers of the code: in JSON their fields are fields of the configuration itself.
 *
 * @param method which parameters train: all of them, or those of an adapter beside the frozen model
 * @param rank r of {@code lora} and {@code dora}, and of the tasks' products of {@code multitask-prompt}; others ignore it
 * @param alpha LoRA's scaling numerator: the update is scaled by alpha / r
 * @param targets names of the linear layers that get an adapter, {@code all-linear} for every one of the blocks (with
 *     {@code ia3}: for the paper's), or a single regular expression (RE2) over full names, such as
 *     {@code model\\.layers\\.2[0-9]\\..*} for the last ten of thirty layers: what lies below is then computed once per answer
 * @param prompt what stands before the text
 * @param change how layers change
 * @param lowRank what {@code lora} and {@code dora} are told besides
 */
public record Tuning(
        Method method,
        int rank,
        double alpha,
        List<String> targets,
        @JsonUnwrapped PromptTuning prompt,
        @JsonUnwrapped LayerTuning change,
        @JsonUnwrapped LowRankTuning lowRank) {

    /** LoRA's r where nobody says another. */
    public static final int RANK = 16;

    /** Every linear layer of the blocks, whatever the architecture calls them. */
    private static final List<String> ALL_LINEAR = List.of("all-linear");

    /** Ways of tuning; all but {@code full} make an adapter beside the frozen model. */
    public enum Method implements Choice {
        /** All weights. */
        FULL,
        /** Low-rank updates of linear layers. */
        LORA,
        /** The same, with lengths of their own for the rows of the sum. */
        DORA,
        /** Scales of keys, values and feed-forward layers. */
        IA3,
        /** Vectors before the embedded text. */
        SOFT_PROMPT,
        /** The same, made by a network. */
        P_TUNING,
        /** Keys and values before the text in every layer. */
        PREFIX,
        /** A soft prompt that several tasks share. */
        MULTITASK_PROMPT,
        /** Bottlenecks behind the parts of the blocks. */
        ADAPTER,
        /** Biases. */
        BITFIT,
        /** The weights of norms. */
        NORMS,
        /** The last blocks. */
        LAST_LAYERS
    }

    public Tuning {
        Require.present(method, "tuning.method");
        Require.that(method == Method.FULL || rank > 0, "tuning.rank must be positive but is " + rank);
        targets = Require.copy(targets);
        Require.that(method == Method.FULL || !targets.isEmpty(), "tuning.targets is empty");
        Require.present(prompt, "tuning.prompt");
        Require.present(change, "tuning.change");
        Require.present(lowRank, "tuning.lowRank");
        Require.that(
                lowRank.isEmpty() || method == Method.LORA || method == Method.DORA,
                "tuning.rankPattern, alphaPattern, tokenRows, savedModules, bias and keepTied are of lora and dora, but"
                        + " tuning.method is " + method.text());
    }

    public boolean trainsAll() {
        return method == Method.FULL;
    }

    /** Whether {@code targets} say no more than they do by default. */
    public boolean targetsAll() {
        return targets.equals(ALL_LINEAR);
    }

    /** The same with another prompt. */
    public Tuning withPrompt(PromptTuning other) {
        return new Tuning(method, rank, alpha, targets, other, change, lowRank);
    }

    public static Tuning full() {
        return new Tuning(Method.FULL, 0, 0, List.of(), PromptTuning.NONE, LayerTuning.NONE, LowRankTuning.NONE);
    }

    public static Tuning lora(int rank) {
        return new Tuning(
                Method.LORA, rank, 2.0 * rank, ALL_LINEAR, PromptTuning.NONE, LayerTuning.NONE, LowRankTuning.NONE);
    }

    /** A method with its defaults. */
    public static Tuning of(Method method) {
        Tuning lora = lora(RANK);
        return new Tuning(method, lora.rank, lora.alpha, lora.targets, lora.prompt, lora.change, lora.lowRank);
    }
}
