package dev.attune.reward.train;

import java.util.List;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.reward.encode.PromptGroup.Comparison;

/**
 * How often each head of an ensemble sees each comparison: a draw from Poisson(1), the limit of drawing with replacement
 * (Oza and Russell 2001, "Online bagging and boosting"). It follows from seed, head and comparison alone, so that neither
 * order nor resuming changes it. A single head sees everything once.
 */
record Bootstrap(long seed, int heads) {

    /** The counts (N, heads) of some comparisons. */
    NDArray counts(NDManager memory, List<Comparison> comparisons) {
        float[] counts = new float[comparisons.size() * heads];
        for (int i = 0; i < comparisons.size(); i++) {
            for (int head = 0; head < heads; head++) {
                counts[i * heads + head] = count(head, comparisons.get(i).number());
            }
        }
        return memory.create(counts, new Shape(comparisons.size(), heads));
    }

    int count(int head, int comparison) {
        if (heads == 1) {
            return 1;
        }
        double left = new SplittableRandom((seed * 1_000_003 + head) * 1_000_003 + comparison).nextDouble();
        double probability = Math.exp(-1);
        int count = 0;
        while (left >= probability && probability > 0) {
            left -= probability;
            count++;
            probability /= count;
        }
        return count;
    }
}
