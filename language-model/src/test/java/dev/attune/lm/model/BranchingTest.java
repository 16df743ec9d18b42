package dev.attune.lm.model;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.torch.Autograd;

/** Tokens that branch after what a cache holds give what each path gives alone. */
class BranchingTest {

    private static final int[] SHARED = {3, 17, 5};

    /** 8 follows the shared tokens; 9 and 10 follow 8; 11 follows 10. The other row is one chain. */
    private static final int[][] TOKENS = {{8, 9, 10, 11}, {20, 21}};

    private static final int[][] PARENTS = {{-1, 0, 0, 2}, {-1, 0}};

    @Test
    void eachPathIsAsIfItStoodAlone() {
        try (LanguageModel model = Reference.model();
                NDManager step = model.newStep();
                var recording = Autograd.off();
                KvCache cache = model.transformer().newCache(step, 2, 12)) {
            model.transformer().hiddenStates(TokenBatch.of(step, List.of(SHARED), Padding.RIGHT), Adapter.NONE, cache);
            cache.copyRow(0, 1);
            for (int round = 0; round < 2; round++) { // what the first round appends is forgotten
                float[] states = branches(model, step, cache);
                int hidden = states.length / 8;
                assertPath(model, step, new int[] {3, 17, 5, 8, 10, 11}, states, 3 * hidden);
                assertPath(model, step, new int[] {3, 17, 5, 8, 9}, states, hidden);
                assertPath(model, step, new int[] {3, 17, 5, 20, 21}, states, 5 * hidden);
            }
        }
    }

    private static float[] branches(LanguageModel model, NDManager step, KvCache cache) {
        NDArray ids = step.create(new long[] {8, 9, 10, 11, 20, 21, 0, 0}, new Shape(2, 4));
        NDArray positions = step.create(new long[] {3, 4, 4, 5, 3, 4, 0, 0}, new Shape(2, 4));
        int[] lengths = {TOKENS[0].length, TOKENS[1].length};
        cache.branch(PARENTS);
        return model.transformer()
                .hiddenStates(new TokenBatch(ids, positions, lengths, Padding.RIGHT), Adapter.NONE, cache)
                .toFloatArray();
    }

    private static void assertPath(LanguageModel model, NDManager step, int[] path, float[] states, int from) {
        float[] alone = model.transformer()
                .hiddenStates(TokenBatch.of(step, List.of(path), Padding.RIGHT), Adapter.NONE)
                .toFloatArray();
        int hidden = alone.length / path.length;
        Reference.assertClose(
                Arrays.copyOfRange(states, from, from + hidden),
                Arrays.copyOfRange(alone, alone.length - hidden, alone.length),
                1e-5);
    }
}
