package dev.attune.lm.transformer;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.embedding;
import static dev.attune.lm.torch.Operators.to;

/**
 * What the first block is given: vectors of tokens, and of places where an architecture learns those.
 *
 * @param table (V, H)
 * @param places (positions, H), or none where positions turn queries and keys
 */
record Embeddings(Parameter table, @Nullable Parameter places) {

    /** The embedded tokens (B, T, H), without their positions. */
    NDArray tokens(TokenBatch batch) {
        return embedding(table.forCompute(batch.ids().getManager()), batch.ids());
    }

    /** Learned positions (B or 1, T, H), which virtual tokens have, too; or none. */
    @Nullable
    NDArray positions(TokenBatch batch, Adapter adapter) {
        return places == null
                ? null
                : embedding(
                        places.forCompute(batch.ids().getManager()),
                        Places.of(adapter, batch.size()).positions(batch));
    }

    static NDArray sum(NDArray tokens, @Nullable NDArray positions) {
        return positions == null ? tokens : tokens.add(positions);
    }

    /** Adds the gradient (B, T, H) of the embedded tokens to the rows of the tables, where those are trained. */
    void backward(TokenBatch batch, NDArray gradient) {
        long width = table.value().getShape().get(1);
        NDArray rows = to(gradient, Dtype.FLOAT32).reshape(-1, width); // (N, H)
        table.addRowGradients(batch.ids().reshape(-1, 1), rows);
        if (places != null) {
            Shape each = batch.ids().getShape();
            places.addRowGradients(batch.positions().broadcast(each).reshape(-1, 1), rows);
        }
    }

    List<Parameter> parameters() {
        return places == null ? List.of(table) : List.of(table, places);
    }
}
