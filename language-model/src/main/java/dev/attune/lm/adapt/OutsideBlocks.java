package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.embedding;
import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.to;

/**
 * What an adapter changes outside of the blocks: the embedding, by a low-rank product, by rows of single tokens or as a whole; and
 * the head as a whole. Where head and embedding are one, whole ones are parted unless they are given as one; single tokens count in
 * both.
 */
public final class OutsideBlocks {
    /** After the embedding's name, in names of weights: as PEFT has them. */
    public static final String LOW_A = ".lora_embedding_A";

    public static final String LOW_B = ".lora_embedding_B";

    /** The same for rows of single tokens. */
    public static final String ROWS = ".token_adapter.trainable_tokens_delta";

    private final @Nullable LowRank lowRank;
    private final @Nullable Rows rows;
    private final @Nullable Parameter embedding;
    private final @Nullable Linear head;
    private final @Nullable TiedRows tied;

    /**
     * A low-rank change of the embedding: token t gets {@code scaling * A[:, t]^T B^T}.
     *
     * @param a (rank, V)
     * @param b (H, rank)
     */
    public record LowRank(Parameter a, Parameter b, double scaling) {
        /** Full name of the embedding. */
        public String layer() {
            return a.name().substring(0, a.name().length() - LOW_A.length());
        }
    }

    /**
     * Rows in place of the embedding's.
     *
     * @param tokens whose rows they are
     * @param weight (tokens, H)
     */
    public record Rows(List<Integer> tokens, Parameter weight) {}

    /** What there may be; at least one. Whole ones are (V, H). */
    public record Parts(
            Optional<LowRank> lowRank, Optional<Rows> rows, Optional<Parameter> embedding, Optional<Parameter> head) {
        /** None. */
        static final Parts NONE = new Parts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        boolean isEmpty() {
            return lowRank.isEmpty() && rows.isEmpty() && embedding.isEmpty() && head.isEmpty();
        }
    }

    /** None for no parts. */
    static Optional<OutsideBlocks> of(NDManager owner, Transformer transformer, Parts parts) {
        return parts.isEmpty() ? Optional.empty() : Optional.of(new OutsideBlocks(owner, transformer, parts));
    }

    private OutsideBlocks(NDManager owner, Transformer transformer, Parts parts) {
        if (transformer.config().names().outside().positions() != null) {
            throw new IllegalArgumentException("The embedding of a model with learned positions cannot be changed.");
        }
        this.lowRank = parts.lowRank().orElse(null);
        this.rows = parts.rows().orElse(null);
        this.embedding = parts.embedding().orElse(null);
        this.head = parts.head().map(weight -> transformer.head().with(weight)).orElse(null);
        this.tied = rows != null && head == null && transformer.config().tiedEmbeddings()
                ? new TiedRows(owner, transformer, rows)
                : null;
    }

    /** The embedded tokens (B, T, H) with the changes. */
    NDArray embedded(NDArray x, TokenBatch batch) {
        NDManager step = x.getManager();
        NDArray ids = batch.ids();
        NDArray all = embedding == null ? x : embedding(embedding.forCompute(step), ids);
        if (lowRank != null) {
            NDArray columns = indexSelect(attached(lowRank.a().value(), step), 1, ids.flatten()); // (r, N)
            NDArray scaling = Tensors.scalar(step, lowRank.scaling());
            NDArray product = columns.transpose()
                    .mul(scaling)
                    .matMul(attached(lowRank.b().value(), step).transpose());
            all = all.add(to(product, Tensors.dtype(x)).reshape(x.getShape()));
        }
        return rows == null ? all : replaced(all, ids, rows);
    }

    private static NDArray replaced(NDArray all, NDArray ids, Rows rows) {
        NDManager step = all.getManager();
        long[] tokens = ids.toLongArray();
        long[] from = new long[tokens.length];
        float[] kept = new float[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            int place = rows.tokens().indexOf((int) tokens[i]);
            from[i] = Math.max(0, place);
            kept[i] = place < 0 ? 1 : 0;
        }
        Shape each = new Shape(ids.getShape().get(0), ids.getShape().get(1), 1);
        NDArray keep = to(step.create(kept, each), Tensors.dtype(all));
        NDArray own = to(indexSelect(attached(rows.weight().value(), step), 0, step.create(from)), Tensors.dtype(all))
                .reshape(all.getShape());
        return all.mul(keep).add(own.sub(own.mul(keep)));
    }

    /** A view that belongs to the step. */
    private static NDArray attached(NDArray array, NDManager step) {
        NDArray view = array.reshape(array.getShape());
        view.attach(step);
        return view;
    }

    /** The head in whose place {@code own} stands. */
    Linear head(Linear own) {
        return head == null ? own : head;
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        if (lowRank != null) {
            all.add(lowRank.a());
            all.add(lowRank.b());
        }
        if (rows != null) {
            all.add(rows.weight());
        }
        if (embedding != null) {
            all.add(embedding);
        }
        if (head != null && head.weight() != embedding) {
            all.add(head.weight());
        }
        return all;
    }

    /** What rows of single tokens add to the scores (..., V) of the model's own head, where that is its embedding; or null. */
    @Nullable
    NDArray scores(Linear layer, NDArray hidden) {
        return tied == null ? null : tied.scores(layer, hidden);
    }

    /** Takes the gradient of {@link #scores} to the rows; gives that of the states, or null. */
    @Nullable
    NDArray scoresBackward(Linear layer, NDArray hidden, NDArray gradient) {
        return tied == null ? null : tied.backward(layer, hidden, gradient);
    }

    boolean addsToScores() {
        return tied != null;
    }

    /** Whether {@link #scores} adds something to those of {@code layer}. */
    boolean addsToScores(Linear layer) {
        return tied != null && tied.head == layer;
    }

    /** The low-rank change, or none. */
    public Optional<LowRank> lowRank() {
        return Optional.ofNullable(lowRank);
    }

    /** Rows of single tokens, or none. */
    public Optional<Rows> rows() {
        return Optional.ofNullable(rows);
    }

    /** The whole embedding, or none. */
    public Optional<Parameter> wholeEmbedding() {
        return Optional.ofNullable(embedding);
    }

    /** The whole head, or none; the same as {@link #wholeEmbedding} where both stay one. */
    public Optional<Parameter> wholeHead() {
        return Optional.ofNullable(head).map(Linear::weight);
    }

    /**
     * An embedding's rows of single tokens in a head that is the embedding: the tokens' scores change by what the rows differ from the
     * embedding's, {@code (R - E) h}.
     */
    private static final class TiedRows {
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
                throw new IllegalArgumentException("The rows of " + tokens.size()
                        + " tokens cannot train where the head is the" + " embedding, at most " + MOST
                        + "; take the whole embedding among the modules instead.");
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
                NDArray made = scratch.create(ones, new Shape(head.outputs(), tokens.size()));
                // A copy: what is made from Java's numbers lies in a buffer that goes with the array that was made.
                this.places = copyAs(made, transformer.compute());
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
}
