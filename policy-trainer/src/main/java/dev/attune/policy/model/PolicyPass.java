package dev.attune.policy.model;

import java.util.Objects;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.loss.ChunkedLogProbabilities;
import dev.attune.lm.loss.LogProbabilities;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.transformer.Transformer;
import dev.attune.policy.estimator.Entropy;

import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.times;

/**
 * A pass over answers that learns: make a loss of {@link #logProbs}, {@link #entropies} and {@link #values}, and give it to
 * {@link #backward}, which adds gradients to whatever trains.
 */
public final class PolicyPass {

    private final @Nullable TrainingPass policy;
    private final @Nullable TrainingPass valueModel;
    private final @Nullable ChunkedLogProbabilities chunked;
    private final @Nullable NDArray logProbs;
    private final @Nullable NDArray entropies;
    private final NDArray values;

    /**
     * What of the policy is wanted.
     *
     * @param policyLearns false where only values learn: there are no log-probabilities then, and the trunk stays as it is
     * @param entropy whether {@link #entropies} is wanted, which needs the scores of all answer tokens at once
     */
    public record Wanted(boolean policyLearns, boolean entropy) {}

    /** Runs the pass; gradients must be on. */
    public PolicyPass(PolicyModel model, AnswerBatch batch, int[] valueLengths, double temperature, Wanted wanted) {
        Trunk trunk = model.trunk();
        Optional<Trunk> separate = model.valueTrunk();
        NDArray places = ValuePlaces.of(batch, valueLengths); // (M)
        this.policy = wanted.policyLearns() ? model.trainingPass(trunk, batch) : null;
        if (policy == null) {
            this.logProbs = null;
            this.entropies = null;
            this.chunked = null;
        } else {
            Transformer transformer = trunk.model().transformer().with(trunk.adapter());
            NDArray states = batch.predictingStates(policy.hiddenStates()); // (N, H)
            NDArray scaled = temperature == 1 ? states : times(states, 1 / temperature);
            this.chunked = wanted.entropy() ? null : ChunkedLogProbabilities.of(transformer, scaled, batch.targets());
            NDArray logits = chunked == null ? transformer.logits(scaled) : null; // (N, V)
            this.logProbs = chunked == null
                    ? LogProbabilities.of(Objects.requireNonNull(logits), batch.targets())
                    : chunked.values();
            this.entropies = logits == null ? null : Entropy.of(logits);
        }
        this.valueModel = separate.map(own -> model.trainingPass(own, batch)).orElse(null);
        NDArray hidden = valueModel != null
                ? valueModel.hiddenStates()
                : policy != null ? policy.hiddenStates() : still(model, batch);
        this.values = model.valueHead().score(at(hidden, places));
    }

    /** Log-probabilities (N) of the answer tokens, recorded. */
    public NDArray logProbs() {
        return Objects.requireNonNull(logProbs, "the policy does not learn in this pass");
    }

    /** Entropies (N) of the distributions that the answer tokens were drawn from, recorded. */
    public NDArray entropies() {
        return Objects.requireNonNull(entropies, "entropies were not asked for");
    }

    /** Values (M) at the value places, recorded. */
    public NDArray values() {
        return values;
    }

    /** Takes the scalar {@code loss} backwards; once. */
    public void backward(NDArray loss) {
        Autograd.backward(loss);
        if (chunked != null) {
            chunked.backward();
        }
        if (policy != null) {
            policy.backward();
        }
        if (valueModel != null) {
            valueModel.backward();
        }
    }

    private static NDArray still(PolicyModel model, AnswerBatch batch) {
        try (Autograd.Scope off = Autograd.off()) {
            return model.hidden(model.trunk(), batch);
        }
    }

    static NDArray at(NDArray hidden, NDArray places) {
        return indexSelect(hidden.reshape(-1, hidden.getShape().get(2)), 0, places);
    }
}
