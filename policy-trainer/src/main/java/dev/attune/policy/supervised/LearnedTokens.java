package dev.attune.policy.supervised;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.Padding;
import dev.attune.lm.TokenBatch;

import static dev.attune.lm.torch.Operators.indexSelect;

/**
 * Conversations as a rectangle, and where in it the N learned tokens are predicted.
 *
 * @param batch the conversations, padded on the right
 * @param predicting (N) of int64: index into the flattened (B * T) states of the token before each learned one
 * @param targets (N) of int64: the learned tokens
 */
record LearnedTokens(TokenBatch batch, NDArray predicting, NDArray targets) {

    static LearnedTokens of(NDManager manager, List<EncodedDemonstration> rows) {
        TokenBatch batch = TokenBatch.of(
                manager, rows.stream().map(EncodedDemonstration::tokens).toList(), Padding.RIGHT);
        int total = count(rows);
        long[] predicting = new long[total];
        long[] targets = new long[total];
        int n = 0;
        for (int row = 0; row < rows.size(); row++) {
            EncodedDemonstration encoded = rows.get(row);
            for (int i = encoded.learned().nextSetBit(0);
                    i >= 0;
                    i = encoded.learned().nextSetBit(i + 1), n++) {
                predicting[n] = (long) row * batch.time() + i - 1;
                targets[n] = encoded.tokens()[i];
            }
        }
        return new LearnedTokens(batch, manager.create(predicting), manager.create(targets));
    }

    /** Learned tokens in {@code rows}. */
    static int count(List<EncodedDemonstration> rows) {
        return rows.stream().mapToInt(row -> row.learned().cardinality()).sum();
    }

    /** Of hidden states (B, T, H), those (N, H) from which the learned tokens are predicted. */
    NDArray predictingStates(NDArray hidden) {
        return indexSelect(hidden.reshape(-1, hidden.getShape().get(2)), 0, predicting);
    }
}
