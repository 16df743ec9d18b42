package dev.attune.reward.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lm.batch.SegmentedBatch.Row;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Dtype;

/**
 * A finished reward model, ready to score: higher is better, mean 0 and deviation 1 on the answers it was trained on.
 *
 * <p>Refuses a base with another tokenizer, since scores of tokens that mean something else would look like scores. Can
 * share a base that is already loaded: an adapter is an argument of each forward pass, so a policy and its reward model
 * live on one copy of the weights. May be used by several threads.
 */
public final class RewardScorer implements AutoCloseable {

    private final RewardModelDescription description;
    private final LanguageModel model;
    private final boolean ownsModel;
    private final NDManager memory;
    private final SequenceScores scores;
    private final AnswerEncoder encoder;

    private RewardScorer(RewardModelDescription description, LanguageModel model, boolean ownsModel, Path directory) {
        this.description = description;
        this.model = model;
        this.ownsModel = ownsModel;
        requireSameTokenizer(description, model);
        this.memory = model.manager().newSubManager();
        Adapter adapter =
                description.isWhole() ? Adapter.NONE : PeftDirectory.load(memory, model.transformer(), directory);
        HeadEnsemble heads = HeadEnsemble.load(
                memory,
                directory,
                model.config().hiddenSize(),
                description.configuration().objective().heads());
        this.scores = new SequenceScores(model, adapter, heads);
        this.encoder = new AnswerEncoder(model);
    }

    /**
     * Loads a reward model and, unless it is a whole model itself, its base.
     *
     * @param baseModel directory (or GGUF file) of the base; its content must be what the reward model was trained on
     * @throws AttuneException {@code no-reward-model}, {@code reward-model-damaged}, {@code other-base} or
     *     {@code other-tokenizer}
     */
    public static RewardScorer load(Path directory, Path baseModel) {
        RewardModelDescription description = RewardModelDescription.read(directory);
        Dtype compute = Dtype.valueOf(
                description.configuration().training().computeType().name());
        if (!description.isWhole()) {
            requireSameBase(description, baseModel);
        }
        Path weights = description.isWhole() ? directory : baseModel;
        return closingOnFailure(description, LanguageModel.load(weights, new LoadOptions(compute)), true, directory);
    }

    /** As {@link #load(Path, Path)} with the base where the training found it. */
    public static RewardScorer load(Path directory) {
        RewardModelDescription description = RewardModelDescription.read(directory);
        String path = description.base().path();
        if (!description.isWhole() && (path == null || !Files.exists(Path.of(path)))) {
            throw ErrorCategory.CALLER.error(
                    "base-missing",
                    "The reward model " + directory + " needs its base "
                            + description.base().name()
                            + (path == null ? "" : ", which is no longer at " + path)
                            + "; say where it is with --model.");
        }
        return load(directory, path == null ? directory : Path.of(path));
    }

    /**
     * A reward model on a base that is already loaded and stays the caller's: costs an adapter and a head. A whole reward
     * model cannot share and is loaded beside it.
     *
     * @throws AttuneException {@code no-reward-model}, {@code reward-model-damaged} or {@code other-tokenizer}
     */
    public static RewardScorer sharing(Path directory, LanguageModel base) {
        RewardModelDescription description = RewardModelDescription.read(directory);
        if (description.isWhole()) {
            requireSameTokenizer(description, base);
            return load(directory, directory);
        }
        return new RewardScorer(description, base, false, directory);
    }

    /** Normalised scores, in the order of the answers. */
    public double[] score(List<Answer> answers) {
        return scoreTokens(answers.stream().map(this::tokens).toList());
    }

    /**
     * Normalised scores of token sequences: prompt by the chat template, answer, end token; read at the last token, so
     * that an answer that was cut is scored at its cut.
     */
    public double[] scoreTokens(List<int[]> sequences) {
        return judge(sequences).scores();
    }

    /** As {@link #scoreTokens}, with how far the heads of an ensemble disagree. */
    public Judgements judge(List<int[]> sequences) {
        return Judgements.of(scores.ofSequences(sequences)).normalised(description.normalisation());
    }

    /** As {@link #score}, with how far the heads of an ensemble disagree. */
    public Judgements judgeAnswers(List<Answer> answers) {
        return judge(answers.stream().map(this::tokens).toList());
    }

    /** Raw scores of each head, {@code [answer][head]}: a difference is the logit of one answer being preferred. */
    public double[][] rawHeads(List<Answer> answers) {
        return scores.ofSequences(answers.stream().map(this::tokens).toList());
    }

    /** Whether scores come with an uncertainty: the model was trained with several heads. */
    public boolean knowsUncertainty() {
        return description.configuration().objective().heads() > 1;
    }

    /** Raw scores of the answers in rows of several, row by row. */
    public double[] rawRowScores(List<Row> rows) {
        return Judgements.of(scores.ofRows(rows)).scores();
    }

    private int[] tokens(Answer answer) {
        return encoder.join(answer.prompt(), answer.text());
    }

    public RewardModelDescription description() {
        return description;
    }

    /** Longest sequence that can be scored. */
    public int maximumTokens() {
        return model.config().maximumPositions();
    }

    /** How this model's prompts and answers become tokens. */
    public AnswerEncoder encoder() {
        return encoder;
    }

    @Override
    public void close() {
        memory.close();
        if (ownsModel) {
            model.close();
        }
    }

    /** The hash that names a base model: of a directory's manifest, or of a single file. */
    public static String hashOf(Path model) {
        if (!Files.exists(model)) {
            throw ErrorCategory.CALLER.error("model-unreadable", "There is no model " + model + "; check the path.");
        }
        try {
            return Files.isDirectory(model) ? DirectoryManifest.of(model).sha256() : DirectoryManifest.sha256(model);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "model-unreadable", "The model " + model + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static RewardScorer closingOnFailure(
            RewardModelDescription description, LanguageModel model, boolean ownsModel, Path directory) {
        try {
            return new RewardScorer(description, model, ownsModel, directory);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static void requireSameTokenizer(RewardModelDescription description, LanguageModel model) {
        String actual = model.tokenizer().sha256();
        if (!actual.equals(description.tokenizerSha256())) {
            throw ErrorCategory.CALLER.error(
                    "other-tokenizer",
                    "The reward model was trained with the tokenizer " + description.tokenizerSha256()
                            + " but the model has " + actual + "; use a reward model of the same base.");
        }
    }

    private static void requireSameBase(RewardModelDescription description, Path baseModel) {
        String actual = hashOf(baseModel);
        if (!actual.equals(description.base().sha256())) {
            throw ErrorCategory.CALLER.error(
                    "other-base",
                    "The reward model belongs to " + description.base().name() + " with the hash "
                            + description.base().sha256() + " but " + baseModel + " has " + actual
                            + "; give the base that it was trained on.");
        }
    }
}
