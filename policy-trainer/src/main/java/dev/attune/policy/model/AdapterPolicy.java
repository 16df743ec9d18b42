package dev.attune.policy.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.Tuning;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.ChunkedLogProbabilities;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.weight.Parameter;
import dev.attune.reward.tune.Tunables;

import static dev.attune.lm.torch.Operators.times;

/**
 * A policy without a value function: an adapter in training on a frozen base, and its reference.
 *
 * <p>The policy begins as its reference, except with methods that put something before the text: those change answers from the
 * beginning. The reference is the base with the adapter off, or, when the policy continues an earlier adapter, a frozen copy of that
 * one.
 *
 * @param manager owner of what lives as long as this policy
 */
public record AdapterPolicy(LanguageModel model, NDManager manager, TunedAdapter adapter, Adapter reference)
        implements AutoCloseable {

    /** The policy at the beginning of a run: equal to its reference. */
    public static AdapterPolicy begin(LanguageModel model, Optional<Path> parent, Tuning tuning, long seed) {
        return parent.map(directory -> resume(model, parent, directory)).orElseGet(() -> {
            NDManager manager = model.manager().newSubManager();
            try {
                TunedAdapter fresh = Tunables.adapter(tuning, model, manager, seed);
                return new AdapterPolicy(model, manager, fresh, Adapter.NONE);
            } catch (RuntimeException e) {
                manager.close();
                throw e;
            }
        });
    }

    /** The policy as {@link #save} left it in {@code saved}; {@code parent} as at the beginning. */
    public static AdapterPolicy resume(LanguageModel model, Optional<Path> parent, Path saved) {
        NDManager manager = model.manager().newSubManager();
        try {
            TunedAdapter adapter = PeftDirectory.load(manager, model.transformer(), saved);
            Adapter reference =
                    parent.map(directory -> frozen(model, manager, directory)).orElse(Adapter.NONE);
            return new AdapterPolicy(model, manager, adapter, reference);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static Adapter frozen(LanguageModel model, NDManager manager, Path directory) {
        TunedAdapter copy = PeftDirectory.load(manager, model.transformer(), directory);
        copy.parameters().forEach(Parameter::freeze);
        return copy;
    }

    /**
     * Refuses what needs more than an adapter, before anything is loaded.
     *
     * @param recipe for the sentence, such as GRPO
     */
    public static void requireAdapter(Tuning tuning, String recipe) {
        if (tuning.trainsAll()) {
            throw ErrorCategory.CALLER.error(
                    "unsupported-setting",
                    "Setting tuning.method is " + tuning.method().text() + ", but " + recipe
                            + " needs the base frozen as its reference; set it to lora or another method with an adapter.");
        }
    }

    /** Writes a PEFT adapter. */
    public void save(Path directory, String baseName) {
        PeftDirectory.save(adapter, model.transformer(), directory, baseName);
    }

    /** Log-probabilities (N) of the answer tokens at a temperature, not recorded. */
    public NDArray logProbs(AnswerBatch batch, double temperature) {
        return logProbs(batch, adapter, temperature);
    }

    /** As {@link #logProbs}, under the reference. */
    public NDArray referenceLogProbs(AnswerBatch batch, double temperature) {
        return logProbs(batch, reference, temperature);
    }

    private NDArray logProbs(AnswerBatch batch, Adapter with, double temperature) {
        try (Autograd.Scope off = Autograd.off()) {
            NDArray hidden = model.transformer().hiddenStates(batch.batch(), with); // (B, T, H)
            return ChunkedLogProbabilities.of(
                            model.transformer().with(with), states(batch, hidden, temperature), batch.targets())
                    .values();
        }
    }

    /**
     * A recorded pass: make a loss of {@link Recorded#logProbs}, take it backwards, then call {@link Recorded#backward}.
     *
     * @param logProbs (N) of the answer tokens, which collect the loss's gradient
     */
    public record Recorded(NDArray logProbs, Runnable backwardPass) {
        /** Takes the gradient through the transformer to the adapter. */
        public void backward() {
            backwardPass.run();
        }
    }

    /** Log-probabilities whose gradients reach the adapter. */
    public Recorded record(AnswerBatch batch, double temperature) {
        TrainingPass pass = model.transformer().trainingPass(batch.batch(), adapter, Checkpointing.OFF);
        ChunkedLogProbabilities values = ChunkedLogProbabilities.of(
                model.transformer().with(adapter), states(batch, pass.hiddenStates(), temperature), batch.targets());
        return new Recorded(values.values(), () -> {
            values.backward();
            pass.backward();
        });
    }

    /** The head is linear: states divided by the temperature give scores divided by it. */
    private static NDArray states(AnswerBatch batch, NDArray hidden, double temperature) {
        NDArray states = batch.predictingStates(hidden); // (N, H)
        return temperature == 1 ? states : times(states, 1 / temperature);
    }

    /** What the optimiser moves, always in the same order. */
    public List<Parameter> trainedParameters() {
        return adapter.parameters();
    }

    @Override
    public void close() {
        manager.close();
    }
}
