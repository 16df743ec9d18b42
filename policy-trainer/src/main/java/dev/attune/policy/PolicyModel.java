package dev.attune.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.job.Tuning;
import dev.attune.lm.Adapter;
import dev.attune.lm.AnswerBatch;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.LogProbabilities;
import dev.attune.lm.Parameter;
import dev.attune.lm.ScalarHead;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.PeftDirectory;
import dev.attune.lm.torch.Operators;

/**
 * A policy in training on a frozen base: the adapter that moves, a value head on its trunk, and the reference.
 *
 * <p>The reference is the base with the adapter off, or, when the policy continues an earlier adapter, a frozen copy of
 * that one: switching it off would give the base, not the policy that training started from.
 */
public final class PolicyModel implements AutoCloseable {

    /** The folder of a saved policy that holds its value head. */
    public static final String VALUE_HEAD = "value_head";

    private final LanguageModel model;
    private final NDManager manager;
    private final LoraAdapter adapter;
    private final Adapter reference;
    private final ScalarHead valueHead;

    /**
     * What one forward pass says of N answer tokens.
     *
     * @param logProbs (N) of each answer token, at the sampling temperature
     * @param values (N) of the state in which each was chosen
     */
    public record Evaluation(NDArray logProbs, NDArray values) {}

    private PolicyModel(LanguageModel model, NDManager manager, Path from, Optional<Path> parent) {
        this.model = model;
        this.manager = manager;
        this.adapter = PeftDirectory.load(manager, model.transformer(), from);
        this.reference = parent.map(this::frozen).orElse(Adapter.NONE);
        this.valueHead = valueHead(from);
    }

    private PolicyModel(LanguageModel model, NDManager manager, LoraAdapter adapter) {
        this.model = model;
        this.manager = manager;
        this.adapter = adapter;
        this.reference = Adapter.NONE;
        this.valueHead = trained(ScalarHead.zero(manager, model.config().hiddenSize()));
    }

    /**
     * The policy at the beginning of a run: equal to its reference, with values of 0 unless the parent brings a head.
     *
     * @param parent directory of the adapter to continue, whose rank and targets then hold instead of {@code tuning}'s
     * @throws AttuneException {@code unsupported-setting} for full tuning
     */
    public static PolicyModel begin(LanguageModel model, Optional<Path> parent, Tuning tuning, long seed) {
        requireLora(tuning);
        NDManager manager = model.manager().newSubManager();
        try {
            if (parent.isPresent()) {
                return new PolicyModel(model, manager, parent.get(), parent);
            }
            LoraConfig lora = new LoraConfig(tuning.rank(), tuning.alpha(), new HashSet<>(tuning.targets()));
            return new PolicyModel(model, manager, LoraAdapter.create(manager, model.transformer(), lora, seed));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** The policy as {@link #save} left it in {@code saved}; {@code parent} as at the beginning. */
    public static PolicyModel resume(LanguageModel model, Optional<Path> parent, Path saved) {
        NDManager manager = model.manager().newSubManager();
        try {
            return new PolicyModel(model, manager, saved, parent);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Refuses what this recipe cannot tune, before anything is loaded. */
    public static void requireLora(Tuning tuning) {
        if (!tuning.method().equals("lora")) {
            throw new AttuneException(
                    "unsupported-setting",
                    ErrorCategory.CALLER,
                    "Setting tuning.method is " + tuning.method()
                            + ", but PPO needs the base frozen as its reference; set it to lora.");
        }
    }

    /** Writes a PEFT adapter and, in a folder of its own, the value head. */
    public void save(Path directory, String baseName) {
        try {
            Path head = Files.createDirectories(directory.resolve(VALUE_HEAD));
            PeftDirectory.save(adapter, directory, baseName);
            valueHead.save(head, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("The policy could not be written to " + directory, e);
        }
    }

    /** Log-probabilities and values from one pass; recorded when gradients are on. */
    public Evaluation evaluate(AnswerBatch batch, double temperature) {
        NDArray hidden = model.transformer().hiddenStates(batch.batch(), adapter); // (B, T, H)
        NDArray states = batch.predictingStates(hidden); // (N, H)
        return new Evaluation(logProbs(batch, states, temperature), valueHead.score(states));
    }

    /** Log-probabilities (N) of the answer tokens under the reference. */
    public NDArray referenceLogProbs(AnswerBatch batch, double temperature) {
        NDArray hidden = model.transformer().hiddenStates(batch.batch(), reference);
        return logProbs(batch, batch.predictingStates(hidden), temperature);
    }

    /** What the optimiser moves, always in the same order. */
    public List<Parameter> trainedParameters() {
        return Stream.concat(adapter.parameters().stream(), valueHead.parameters().stream())
                .toList();
    }

    public LanguageModel model() {
        return model;
    }

    public Adapter adapter() {
        return adapter;
    }

    /** Owner of what lives as long as this policy. */
    public NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
    }

    private NDArray logProbs(AnswerBatch batch, NDArray states, double temperature) {
        NDArray logits = model.transformer().logits(states); // (N, V)
        NDArray scaled = temperature == 1 ? logits : Operators.times(logits, 1 / temperature);
        return LogProbabilities.of(scaled, batch.targets());
    }

    private Adapter frozen(Path directory) {
        LoraAdapter copy = PeftDirectory.load(manager, model.transformer(), directory);
        copy.parameters().forEach(Parameter::freeze);
        return copy;
    }

    private ScalarHead valueHead(Path directory) {
        Path head = directory.resolve(VALUE_HEAD);
        int hidden = model.config().hiddenSize();
        return trained(
                Files.isDirectory(head) ? ScalarHead.load(manager, head, hidden) : ScalarHead.zero(manager, hidden));
    }

    private static ScalarHead trained(ScalarHead head) {
        head.parameters().forEach(Parameter::train);
        return head;
    }
}
