package dev.attune.lm.loss;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.torch.Autograd;
import dev.attune.lm.transformer.Transformer;

/**
 * Log-probabilities of tokens with gradients, for losses of any kind (PPO, DPO), without the logits of a whole batch: make a
 * loss of {@link #values}, take it backwards, then call {@link #backward}, which computes the logits once more.
 */
public final class ChunkedLogProbabilities {
    private final ChunkedHead head;
    private final NDArray states;
    private final NDArray values;
    private final @Nullable NDArray entropies;

    private ChunkedLogProbabilities(ChunkedHead head, NDArray states, NDArray values, @Nullable NDArray entropies) {
        this.head = head;
        this.states = states;
        this.values = Autograd.leaf(values);
        this.entropies = entropies;
    }

    /**
     * @param states (N, H): hidden states from which the targets are predicted, recorded
     * @param targets (N) of int64
     */
    public static ChunkedLogProbabilities of(Transformer transformer, NDArray states, NDArray targets) {
        ChunkedHead head = new ChunkedHead(transformer, states, targets);
        return new ChunkedLogProbabilities(head, states, head.logProbabilities(), null);
    }

    /** As {@link #of}, and the entropies of the distributions, without gradients. */
    public static ChunkedLogProbabilities withEntropies(Transformer transformer, NDArray states, NDArray targets) {
        ChunkedHead head = new ChunkedHead(transformer, states, targets);
        NDArray[] both = head.logProbabilitiesAndEntropies();
        return new ChunkedLogProbabilities(head, states, both[0], both[1]);
    }

    /** {@code log softmax(logits)[target]}, (N) of float32: a leaf that collects a gradient. */
    public NDArray values() {
        return values;
    }

    /** Entropies (N) in nats, constant. */
    public NDArray entropies() {
        if (entropies == null) {
            throw new IllegalStateException("Entropies were not asked for: use withEntropies.");
        }
        return entropies;
    }

    /** Takes the gradient that {@link #values} has collected to the head and to the states. */
    public void backward() {
        try (NDArray collected = Autograd.gradient(values)) {
            if (collected == null) {
                throw new IllegalStateException("The log-probabilities have no gradient: take a loss backwards first.");
            }
            try (NDArray weights = collected.neg()) {
                ChunkedHead.Gradient gradient = head.backward(weights);
                Autograd.backward(states, gradient.states());
                gradient.states().close();
                gradient.logProbabilities().close();
            }
        }
    }
}
