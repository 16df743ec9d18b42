package dev.attune.policy.supervised;

import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.SegmentedBatch;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.transformer.Transformer;

import static dev.attune.lm.torch.Operators.indexSelect;

/**
 * Conversations as a rectangle, and where in it the N learned tokens are predicted.
 *
 * @param batch the rows, padded on the right
 * @param packed the same with what keeps the conversations of a row apart; empty where each row holds one
 * @param predicting (N) of int64: index into the flattened (B * T) states of the token before each learned one
 * @param targets (N) of int64: the learned tokens
 */
record LearnedTokens(TokenBatch batch, Optional<SegmentedBatch> packed, NDArray predicting, NDArray targets) {

    /** One conversation to a row. */
    static LearnedTokens of(NDManager manager, List<EncodedDemonstration> conversations) {
        return ofRows(manager, Packing.alone(conversations));
    }

    static LearnedTokens ofRows(NDManager manager, List<Packing.Row> rows) {
        List<EncodedDemonstration> all =
                rows.stream().flatMap(row -> row.conversations().stream()).toList();
        Optional<SegmentedBatch> packed = all.size() == rows.size()
                ? Optional.empty()
                : Optional.of(SegmentedBatch.of(
                        manager, rows.stream().map(LearnedTokens::segments).toList()));
        TokenBatch batch = packed.map(SegmentedBatch::batch)
                .orElseGet(() -> TokenBatch.of(
                        manager, all.stream().map(EncodedDemonstration::tokens).toList(), Padding.RIGHT));
        int total = count(all);
        long[] predicting = new long[total];
        long[] targets = new long[total];
        int n = 0;
        for (int row = 0; row < rows.size(); row++) {
            long first = (long) row * batch.time();
            for (EncodedDemonstration encoded : rows.get(row).conversations()) {
                for (int i = encoded.learned().nextSetBit(0);
                        i >= 0;
                        i = encoded.learned().nextSetBit(i + 1), n++) {
                    predicting[n] = first + i - 1;
                    targets[n] = encoded.tokens()[i];
                }
                first += encoded.length();
            }
        }
        return new LearnedTokens(batch, packed, manager.create(predicting), manager.create(targets));
    }

    private static SegmentedBatch.Row segments(Packing.Row row) {
        return new SegmentedBatch.Row(
                new int[0],
                row.conversations().stream().map(EncodedDemonstration::tokens).toList());
    }

    /** Learned tokens in {@code conversations}. */
    static int count(List<EncodedDemonstration> conversations) {
        return conversations.stream()
                .mapToInt(row -> row.learned().cardinality())
                .sum();
    }

    /** The states (B, T, H) of all tokens. */
    NDArray hiddenStates(Transformer transformer, Adapter adapter) {
        return packed.map(rows -> transformer.hiddenStates(rows, adapter))
                .orElseGet(() -> transformer.hiddenStates(batch, adapter));
    }

    /** A pass through the transformer that can be taken backwards. */
    TrainingPass trainingPass(Transformer transformer, Adapter adapter) {
        return packed.map(rows -> transformer.trainingPass(rows, adapter, Checkpointing.OFF))
                .orElseGet(() -> transformer.trainingPass(batch, adapter, Checkpointing.OFF));
    }

    /** Of hidden states (B, T, H), those (N, H) from which the learned tokens are predicted. */
    NDArray predictingStates(NDArray hidden) {
        return indexSelect(hidden.reshape(-1, hidden.getShape().get(2)), 0, predicting);
    }
}
