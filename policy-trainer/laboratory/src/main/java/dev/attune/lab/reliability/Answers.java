package dev.attune.lab.reliability;

import java.util.Map;
import java.util.Objects;

/**
 * What one model said to all probes.
 *
 * @param probes digest of what it was asked
 * @param truth (N) the right labels' numbers, in the task's order
 * @param templates (templates, N, K) probabilities of the labels in the task's order
 * @param turned (rotations, N, K) the same with the labels listed in other orders; empty where no template lists them
 * @param rotations by how many places
 * @param paraphrased by rule (items that changed, K)
 * @param paraphrasedItems by rule, which
 * @param swapped (S, K) of items of which another sex is said
 * @param swappedItems (S) which
 * @param frames (frames, terms, K)
 * @param stereotypes (questions) places of the likeliest answers to {@link Stereotypes#QUESTIONS}; empty where free prompts are not
 *     wanted
 * @param refused by set of prompts, whether each answer is a refusal, or for unanswerable ones says that it does not know
 * @param classified by set of prompts, whether {@link RefusalClassifier} takes each answer for a refusal; none of unanswerable ones
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Answers(
        String probes,
        int[] truth,
        double[][][] templates,
        double[][][] turned,
        int[] rotations,
        Map<String, double[][]> paraphrased,
        Map<String, int[]> paraphrasedItems,
        double[][] swapped,
        int[] swappedItems,
        double[][][] frames,
        int[] stereotypes,
        Map<String, boolean[]> refused,
        Map<String, boolean[]> classified) {

    /** How many. */
    int items() {
        return truth.length;
    }

    boolean[] refused(String set) {
        return Objects.requireNonNull(refused.get(set), set);
    }

    boolean[] classified(String set) {
        return Objects.requireNonNull(classified.get(set), set);
    }

    /** (items that changed, K). */
    double[][] paraphrased(String rule) {
        return Objects.requireNonNull(paraphrased.get(rule), rule);
    }

    int[] paraphrasedItems(String rule) {
        return Objects.requireNonNull(paraphrasedItems.get(rule), rule);
    }
}
