package dev.attune.policy.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.ChunkedLogProbabilities;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.transformer.ScalarHead;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.times;

/**
 * A policy in training: its trunk (an adapter on a frozen base, or a model of its own), the values, and the reference.
 *
 * <p>Values come from a head on the policy's trunk or on a trunk of their own. The reference is the frozen model with no
 * adapter, or with a frozen copy of the adapter that the policy continues: switching that off would give the base, not the
 * policy that training started from.
 */
public final class PolicyModel implements AutoCloseable {

    /** The folder of a saved policy that holds its value head. */
    public static final String VALUE_HEAD = "value_head";

    /** The folder of a saved policy that holds the trunk of its values, where they have one of their own. */
    public static final String VALUE_MODEL = "value_model";

    private static final String POLICY_MASTERS = "policy_masters.safetensors";
    private static final String VALUE_MASTERS = "value_masters.safetensors";

    private final LanguageModel frozen;
    private final NDManager manager;
    private final Trunk trunk;
    private final Optional<Trunk> valueTrunk;
    private final ScalarHead valueHead;
    private final Adapter reference;
    private final List<String> ancestors;
    private final Optional<FrozenStates> lower;

    /**
     * What one forward pass says of answers with N tokens.
     *
     * @param logProbs (N) of each answer token, at the sampling temperature
     * @param values (M) of the state in which each was chosen, and of the state after an answer where that is wanted
     */
    public record Evaluation(NDArray logProbs, NDArray values) {}

    private PolicyModel(LanguageModel frozen, NDManager manager, Optional<Path> reference, Path saved) {
        this.frozen = frozen;
        this.manager = manager;
        this.trunk = Trunk.load(frozen, manager, saved);
        Path values = saved.resolve(VALUE_MODEL);
        this.valueTrunk =
                Files.isDirectory(values) ? Optional.of(Trunk.load(frozen, manager, values)) : Optional.empty();
        this.valueHead = valueHead(saved.resolve(VALUE_HEAD));
        this.reference = reference.map(this::frozenCopy).orElse(Adapter.NONE);
        this.ancestors = Ancestry.read(saved);
        this.lower = lower();
    }

    /**
     * The policy as {@link #save} or {@link PolicyStart} left it in {@code saved}.
     *
     * @param frozen the base of adapters, and the reference
     * @param reference directory of the adapter whose frozen copy makes the reference, if any
     */
    public static PolicyModel resume(LanguageModel frozen, Optional<Path> reference, Path saved) {
        NDManager manager = frozen.manager().newSubManager();
        try {
            return new PolicyModel(frozen, manager, reference, saved);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Writes the policy as others load it: adapter or model, and in folders of their own the value head and its trunk. */
    public void save(Path directory, String baseName) {
        try {
            Path head = Files.createDirectories(directory.resolve(VALUE_HEAD));
            trunk.save(directory, baseName);
            valueHead.save(head, Map.of());
            if (valueTrunk.isPresent()) {
                valueTrunk.get().save(Files.createDirectories(directory.resolve(VALUE_MODEL)), baseName);
            }
            Ancestry.write(directory, ancestors);
        } catch (IOException e) {
            throw new UncheckedIOException("The policy could not be written to " + directory, e);
        }
    }

    /** Writes what resuming needs beside {@link #save}: weights that are more precise than a loaded model. */
    public void saveMasters(Path directory) {
        trunk.saveMasters(directory.resolve(POLICY_MASTERS));
        valueTrunk.ifPresent(own -> own.saveMasters(directory.resolve(VALUE_MASTERS)));
    }

    /** Takes over what {@link #saveMasters} wrote, if anything. */
    public void loadMasters(Path directory) {
        trunk.loadMasters(directory.resolve(POLICY_MASTERS));
        valueTrunk.ifPresent(own -> own.loadMasters(directory.resolve(VALUE_MASTERS)));
    }

    /** As {@link #evaluate(AnswerBatch, int[], double)} with as many values as answer tokens. */
    public Evaluation evaluate(AnswerBatch batch, double temperature) {
        return evaluate(batch, batch.answerLengths(), temperature);
    }

    /**
     * Log-probabilities and values, not recorded.
     *
     * @param valueLengths values of each row: as many as it has answer tokens, or one more
     */
    public Evaluation evaluate(AnswerBatch batch, int[] valueLengths, double temperature) {
        NDArray hidden = hidden(trunk, batch); // (B, T, H)
        NDArray logProbs = logProbs(trunk.model().transformer().with(trunk.adapter()), batch, hidden, temperature);
        NDArray valued = valueTrunk.map(own -> hidden(own, batch)).orElse(hidden);
        NDArray places = ValuePlaces.of(batch, valueLengths);
        return new Evaluation(logProbs, valueHead.score(PolicyPass.at(valued, places)));
    }

    /** Log-probabilities (N) of the answer tokens under the reference. */
    public NDArray referenceLogProbs(AnswerBatch batch, double temperature) {
        NDArray hidden = hidden(frozen, reference, batch);
        return logProbs(frozen.transformer().with(reference), batch, hidden, temperature);
    }

    /** Gives back what is kept of earlier answers: none of them comes again. */
    public void forgetAnswers() {
        lower.ifPresent(FrozenStates::forget);
    }

    /** A recorded pass of one of this policy's trunks. */
    TrainingPass trainingPass(Trunk of, AnswerBatch batch) {
        Transformer transformer = of.model().transformer();
        return lower.filter(states -> of.model() == frozen)
                .map(states -> transformer.trainingPassAbove(
                        batch.batch(), states.of(batch.batch()), states.blocks(), of.adapter(), Checkpointing.OFF))
                .orElseGet(() -> transformer.trainingPass(batch.batch(), of.adapter(), Checkpointing.OFF));
    }

    /** Hidden states (B, T, H) of one of this policy's trunks. */
    NDArray hidden(Trunk of, AnswerBatch batch) {
        return hidden(of.model(), of.adapter(), batch);
    }

    private NDArray hidden(LanguageModel model, Adapter adapter, AnswerBatch batch) {
        Transformer transformer = model.transformer();
        return lower.filter(states -> model == frozen)
                .map(states -> transformer.hiddenStatesAbove(
                        batch.batch(), states.of(batch.batch()), states.blocks(), adapter))
                .orElseGet(() -> transformer.hiddenStates(batch.batch(), adapter));
    }

    /** Where no adapter on the frozen model changes the first blocks, those are computed once for each answer. */
    private Optional<FrozenStates> lower() {
        Transformer transformer = frozen.transformer();
        int below = Stream.concat(
                        Stream.of(trunk, valueTrunk.orElse(trunk))
                                .filter(own -> own.model() == frozen)
                                .map(Trunk::adapter),
                        Stream.of(reference))
                .mapToInt(transformer::blocksBelow)
                .min()
                .orElse(0);
        return trunk.model() == frozen && below > 0
                ? Optional.of(new FrozenStates(transformer, below, manager))
                : Optional.empty();
    }

    /** What makes the policy, always in the same order. */
    public List<Parameter> policyParameters() {
        return trunk.parameters();
    }

    /** What makes the values and nothing else, always in the same order. */
    public List<Parameter> valueParameters() {
        return Stream.concat(
                        valueTrunk.map(Trunk::parameters).orElse(List.of()).stream(), valueHead.parameters().stream())
                .toList();
    }

    /** What samples: the frozen base with {@link #adapter}, or the policy's own model. */
    public LanguageModel model() {
        return trunk.model();
    }

    public Adapter adapter() {
        return trunk.adapter();
    }

    Trunk trunk() {
        return trunk;
    }

    public Optional<Trunk> valueTrunk() {
        return valueTrunk;
    }

    ScalarHead valueHead() {
        return valueHead;
    }

    /** Owner of what lives as long as this policy. */
    public NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
        trunk.close();
        valueTrunk.ifPresent(Trunk::close);
    }

    private static NDArray logProbs(Transformer transformer, AnswerBatch batch, NDArray hidden, double temperature) {
        NDArray states = batch.predictingStates(hidden);
        NDArray scaled = temperature == 1 ? states : times(states, 1 / temperature);
        return ChunkedLogProbabilities.of(transformer, scaled, batch.targets()).values();
    }

    private Adapter frozenCopy(Path directory) {
        TunedAdapter copy = PeftDirectory.load(manager, frozen.transformer(), directory);
        copy.parameters().forEach(Parameter::freeze);
        return copy;
    }

    private ScalarHead valueHead(Path directory) {
        ScalarHead head = ScalarHead.load(manager, directory, frozen.config().hiddenSize());
        head.parameters().forEach(Parameter::train);
        return head;
    }
}
