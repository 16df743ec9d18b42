package dev.attune.lm.adapt;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.to;

/**
 * An embedding's rows of single tokens in a head that is the embedding: the tokens' scores change by what the rows differ from the
 * embedding's, {@code (R - E) h}.
 */
final class TiedRows {
    /** Of more the ones and zeros below would outgrow the rows. */
    private static final int MOST = 2000;

    private final Linear head;
    private final Parameter rows;
    private final NDArray base; // (tokens, H) of float32
    private final NDArray places; // (V, tokens): 1 where a token's score is

    TiedRows(NDManager owner, Transformer transformer, OutsideBlocks.Rows rows) {
        this.head = transformer.head();
        this.rows = rows.weight();
        List<Integer> tokens = rows.tokens();
        if (tokens.size() > MOST) {
            throw new IllegalArgumentException(
                    "The rows of " + tokens.size() + " tokens cannot train where the head is the"
                            + " embedding, at most " + MOST + "; take the whole embedding among the modules instead.");
        }
        try (NDManager scratch = owner.newSubManager();
                Autograd.Scope off = Autograd.off()) {
            NDArray index =
                    scratch.create(tokens.stream().mapToLong(token -> token).toArray());
            NDArray own = indexSelect(head.weight().value(), 0, index);
            own.attach(scratch);
            this.base = to(own, Dtype.FLOAT32);
            base.attach(owner);
            float[] ones = new float[head.outputs() * tokens.size()];
            for (int i = 0; i < tokens.size(); i++) {
                ones[tokens.get(i) * tokens.size() + i] = 1;
            }
            this.places = to(scratch.create(ones, new Shape(head.outputs(), tokens.size())), transformer.compute());
            places.attach(owner);
        }
    }

    /** hidden (..., H) to (..., V), zeros but for the tokens; recorded if recording is on. Null for another layer. */
    @Nullable
    NDArray scores(Linear layer, NDArray hidden) {
        if (layer != head) {
            return null;
        }
        return linear(linear(hidden, difference(hidden), null), places, null);
    }

    /** Takes the gradient (N, V) of {@link #scores} to the rows; gives that of the states (N, H). Not recorded. */
    @Nullable
    NDArray backward(Linear layer, NDArray hidden, NDArray gradient) {
        if (layer != head) {
            return null;
        }
        NDArray inner = gradient.matMul(places); // (N, tokens)
        rows.addGradient(copyAs(inner.transpose().matMul(hidden), Dtype.FLOAT32));
        return inner.matMul(difference(hidden));
    }

    private NDArray difference(NDArray hidden) {
        NDArray difference = rows.value().sub(base);
        difference.attach(hidden.getManager());
        return to(difference, Tensors.dtype(hidden));
    }
}
