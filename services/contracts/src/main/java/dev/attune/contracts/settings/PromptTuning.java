package dev.attune.contracts.settings;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * What the methods are told that put something before the text: {@code soft-prompt}, {@code p-tuning}, {@code prefix} and
 * {@code multitask-prompt}. Every setting may be absent.
 *
 * @param virtualTokens how many places they take; absent means 20
 * @param initialisation what they begin as; absent means {@code text} or {@code labels} where those are given, else
 *     {@code vocabulary}
 * @param text whose tokens the prompt begins as
 * @param labels whose embeddings the prompt begins as
 * @param hiddenSize of the network of {@code p-tuning} (absent: the model's) and {@code prefix} (absent: no network)
 * @param tasks of {@code multitask-prompt}, each with a product of this many ranks; absent means 1
 * @param task the one that is trained, counted from 0, where the data name none; absent means 0
 * @param taskNames of {@code multitask-prompt}: the names that demonstrations give in their field task, in the order of the tasks;
 *     absent means those of the data, sorted
 */
@JsonInclude(JsonInclude.Include.NON_NULL) // runs are named after the bytes of their settings
public record PromptTuning(
        @Nullable Integer virtualTokens,
        @Nullable Initialisation initialisation,
        @Nullable String text,
        @Nullable List<String> labels,
        @Nullable Integer hiddenSize,
        @Nullable Integer tasks,
        @Nullable Integer task,
        @Nullable List<String> taskNames) {

    /** Nothing said. */
    static final PromptTuning NONE = new PromptTuning(null, null, null, null, null, null, null, null);

    private static final int TOKENS = 20;

    /** What virtual tokens begin as. */
    public enum Initialisation implements Choice {
        /** From N(0, 1), as PEFT does. */
        RANDOM,
        /** From -0.5 to 0.5. */
        UNIFORM,
        /** Tokens drawn from the vocabulary. */
        VOCABULARY,
        /** The tokens of {@code text}. */
        TEXT,
        /** The embeddings of {@code labels}. */
        LABELS
    }

    public PromptTuning {
        positive(virtualTokens, "tuning.virtualTokens");
        positive(hiddenSize, "tuning.hiddenSize");
        positive(tasks, "tuning.tasks");
        taskNames = taskNames == null ? null : List.copyOf(taskNames);
        Require.that(
                taskNames == null
                        || !taskNames.isEmpty() && taskNames.stream().distinct().count() == taskNames.size(),
                "tuning.taskNames must be different names but is " + taskNames);
        Require.that(
                tasks == null || taskNames == null || tasks == taskNames.size(),
                "tuning.tasks is " + tasks + " but tuning.taskNames has " + (taskNames == null ? 0 : taskNames.size())
                        + "; leave tuning.tasks out");
        int all = tasks != null ? tasks : taskNames != null ? taskNames.size() : 1;
        Require.that(
                task == null || task >= 0 && task < all,
                "tuning.task is " + task + " but there are " + all
                        + " tasks, counted from 0; correct it or tuning.tasks");
        Require.that(
                initialisation != Initialisation.TEXT || text != null && !text.isBlank(),
                "tuning.initialisation is text but tuning.text is missing or blank");
        Require.that(
                initialisation != Initialisation.LABELS || labels != null && !labels.isEmpty(),
                "tuning.initialisation is labels but tuning.labels is missing or empty");
        labels = labels == null ? null : List.copyOf(labels);
    }

    private static void positive(@Nullable Integer value, String name) {
        Require.that(value == null || value > 0, name + " must be positive but is " + value);
    }

    /** {@code virtualTokens}, which is never absent here. */
    public int places() {
        return virtualTokens == null ? TOKENS : virtualTokens;
    }

    /** {@code initialisation}, which is never absent here. */
    public Initialisation start() {
        return initialisation != null
                ? initialisation
                : text != null
                        ? Initialisation.TEXT
                        : labels != null ? Initialisation.LABELS : Initialisation.VOCABULARY;
    }

    /** {@code tasks}, or how many names there are. */
    public int count() {
        return tasks != null ? tasks : names().isEmpty() ? 1 : names().size();
    }

    /** {@code taskNames}, empty where they are absent. */
    public List<String> names() {
        return Objects.requireNonNullElse(taskNames, List.of());
    }

    /** The same with the names of tasks. */
    public PromptTuning withNames(List<String> names) {
        return new PromptTuning(virtualTokens, initialisation, text, labels, hiddenSize, tasks, task, names);
    }

    /** {@code hiddenSize}, 0 where it is absent. */
    public int hidden() {
        return Objects.requireNonNullElse(hiddenSize, 0);
    }
}
