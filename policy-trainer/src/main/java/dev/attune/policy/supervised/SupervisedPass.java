package dev.attune.policy.supervised;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.TrainingPass;
import dev.attune.policy.data.LengthBatches;

/** Cross-entropy of learned tokens, part by part so that memory stays bounded. */
final class SupervisedPass {

    /** Numbers in the scores (N, V) of one pass, which bound its memory: 256 MiB in float32. */
    private static final int MAXIMUM_SCORES = 1 << 26;

    private static final int MAXIMUM_TOKENS = 1 << 13;

    private final LanguageModel model;
    private final Adapter adapter;
    private final boolean packing;
    private final int maximumTokens;

    SupervisedPass(LanguageModel model, Adapter adapter, SupervisedTuningConfig config) {
        this.model = model;
        this.adapter = adapter;
        this.packing = config.passes().packing();
        this.maximumTokens = config.passes().tokens() > 0
                ? config.passes().tokens()
                : Math.min(MAXIMUM_TOKENS, MAXIMUM_SCORES / model.config().vocabularySize());
    }

    /** Adds the gradient of the batch's summed loss over {@code tokensPerStep}; returns the batch's mean loss. */
    double backward(List<EncodedDemonstration> batch, double tokensPerStep) {
        double sum = 0;
        List<Packing.Row> rows = packing ? packed(batch) : Packing.alone(batch);
        for (List<Packing.Row> part : parts(rows)) {
            try (NDManager step = model.newStep();
                    Autograd.Scope on = Autograd.on()) {
                LearnedTokens tokens = LearnedTokens.ofRows(step, part);
                TrainingPass pass = tokens.trainingPass(model.transformer(), ofTasks(part));
                NDArray states = tokens.predictingStates(pass.hiddenStates()); // (N, H)
                sum += CausalLoss.backward(
                        model.transformer().with(adapter), states, tokens.targets(), 1 / tokensPerStep);
                pass.backward();
            }
        }
        return sum / LearnedTokens.count(batch);
    }

    /** Mean loss over the learned tokens of {@code data}. */
    double evaluate(List<EncodedDemonstration> data) {
        double sum = 0;
        for (List<Packing.Row> part : parts(Packing.alone(data))) {
            try (NDManager step = model.newStep();
                    Autograd.Scope off = Autograd.off()) {
                LearnedTokens tokens = LearnedTokens.ofRows(step, part);
                NDArray hidden = tokens.hiddenStates(model.transformer(), ofTasks(part)); // (B, T, H)
                sum += CausalLoss.sum(
                        model.transformer().with(adapter), tokens.predictingStates(hidden), tokens.targets());
            }
        }
        return sum / LearnedTokens.count(data);
    }

    /** Rows of one task each: what stands before a row is one prompt. */
    private List<Packing.Row> packed(List<EncodedDemonstration> batch) {
        SortedMap<Integer, List<EncodedDemonstration>> tasks =
                new TreeMap<>(batch.stream().collect(Collectors.groupingBy(EncodedDemonstration::task)));
        return tasks.values().stream()
                .flatMap(task -> Packing.narrowest(task, maximumTokens).stream())
                .toList();
    }

    /** The adapter with the task of each row; as it is where tasks have no names. */
    private Adapter ofTasks(List<Packing.Row> rows) {
        return adapter instanceof PromptAdapter prompt && prompt.hasTaskNames()
                ? prompt.withTasks(rows.stream()
                        .map(row -> row.conversations().getFirst().task())
                        .toList())
                : adapter;
    }

    private List<List<Packing.Row>> parts(List<Packing.Row> rows) {
        return LengthBatches.parts(rows, Packing.Row::length, maximumTokens);
    }
}
