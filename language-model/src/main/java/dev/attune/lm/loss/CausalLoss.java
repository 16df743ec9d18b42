package dev.attune.lm.loss;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.torch.Autograd;
import dev.attune.lm.transformer.Transformer;

/**
 * The next-token loss {@code -scale * sum(log softmax(logits)[target])} forward and backward in one go, a few rows at a
 * time: the logits of a whole batch never exist at once. Log-probabilities are float32.
 */
public final class CausalLoss {
    private CausalLoss() {}

    /**
     * Takes the loss backwards: to the head, if that is trained, to {@code states}, and to what those were made of.
     *
     * @param states (N, H): hidden states from which the targets are predicted, recorded
     * @param targets (N) of int64
     * @param scale such as 1 / tokens of the optimiser's whole batch, so that micro-batches count by their tokens
     * @return {@code -sum(log p(target))} in nats, without the scale
     */
    public static double backward(Transformer transformer, NDArray states, NDArray targets, double scale) {
        try (NDArray weights = targets.getManager().full(targets.getShape(), (float) scale)) {
            ChunkedHead.Gradient gradient = new ChunkedHead(transformer, states, targets).backward(weights);
            Autograd.backward(states, gradient.states());
            return close(gradient);
        }
    }

    /** {@code -sum(log p(target))} in nats; see {@link #backward}. Nothing is recorded. */
    public static double sum(Transformer transformer, NDArray states, NDArray targets) {
        try (NDArray values = new ChunkedHead(transformer, states, targets).logProbabilities()) {
            return -total(values);
        }
    }

    private static double close(ChunkedHead.Gradient gradient) {
        try (NDArray states = gradient.states();
                NDArray values = gradient.logProbabilities()) {
            return -total(values);
        }
    }

    /** The sum in float64, since it may be over very many tokens. */
    private static double total(NDArray values) {
        double sum = 0;
        for (float value : values.toFloatArray()) {
            sum += value;
        }
        return sum;
    }
}
