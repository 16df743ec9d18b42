package dev.attune.policy.model;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;

import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.narrow;

/**
 * What the blocks below the first adapted one make of sequences: computed once for each, then shared by the policy, its
 * reference and all epochs. Kept by the tokens themselves, so nobody has to say which sequence is which; nothing becomes stale,
 * since nothing below an adapter trains.
 */
public final class FrozenStates implements AutoCloseable {

    private final Transformer transformer;
    private final int blocks;
    private final NDManager parent;
    private final Map<LongBuffer, NDArray> known = new HashMap<>();
    private NDManager memory;

    /**
     * @param blocks how many are below
     * @param parent owner of what is kept
     */
    FrozenStates(Transformer transformer, int blocks, NDManager parent) {
        this.transformer = transformer;
        this.blocks = blocks;
        this.parent = parent;
        this.memory = parent.newSubManager();
    }

    int blocks() {
        return blocks;
    }

    /** States (B, T, H) of sequences padded on the right, owned by the batch's manager; 0 at padding. */
    NDArray of(TokenBatch batch) {
        List<LongBuffer> keys = keys(batch);
        if (!known.keySet().containsAll(keys)) {
            learn(batch, keys);
        }
        NDArray first = kept(keys.getFirst()); // (T, H)
        NDArray states = Tensors.empty(
                batch.ids().getManager(),
                Tensors.dtype(first),
                batch.size(),
                batch.time(),
                first.getShape().get(1));
        for (int row = 0; row < batch.size(); row++) {
            NDArray own = narrow(states, 0, row, 1).squeeze(0); // (T, H)
            int length = batch.lengths()[row];
            copyInto(narrow(own, 0, 0, length), kept(keys.get(row)));
            if (length < batch.time()) {
                NDArray rest = narrow(own, 0, length, batch.time() - length);
                copyInto(rest, rest.zerosLike());
            }
        }
        return states;
    }

    /** Gives back the memory of all sequences. */
    void forget() {
        known.clear();
        memory.close();
        memory = parent.newSubManager();
    }

    @Override
    public void close() {
        known.clear();
        memory.close();
    }

    private NDArray kept(LongBuffer key) {
        return Objects.requireNonNull(known.get(key), "states of a sequence that was learned");
    }

    private void learn(TokenBatch batch, List<LongBuffer> keys) {
        NDArray states = transformer.lowerStates(batch, blocks); // (B, T, H)
        for (int row = 0; row < batch.size(); row++) {
            if (!known.containsKey(keys.get(row))) {
                NDArray own = narrow(narrow(states, 0, row, 1).squeeze(0), 0, 0, batch.lengths()[row])
                        .duplicate();
                own.attach(memory);
                known.put(keys.get(row), own);
            }
        }
    }

    private static List<LongBuffer> keys(TokenBatch batch) {
        long[] ids = batch.ids().toLongArray();
        List<LongBuffer> keys = new ArrayList<>(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            int from = row * batch.time();
            keys.add(LongBuffer.wrap(Arrays.copyOfRange(ids, from, from + batch.lengths()[row])));
        }
        return keys;
    }
}
