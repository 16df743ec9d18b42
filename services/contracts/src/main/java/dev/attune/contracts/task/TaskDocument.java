package dev.attune.contracts.task;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/**
 * A task as {@code task.json} says it: a frozen model, what is added to it, what is put to it with each text, and how well that
 * works. Versions are not the document's: the registry counts them when one is published.
 *
 * @param name what the task is asked by; its channel is {@link #channel(String)}
 * @param base checkpoint of the frozen model
 * @param adapters none for the model as it is; of several each gives its vote
 * @param inputs the variables that an input gives; {@code text} where nothing is said. A template may read these and {@link
 *     #GIVEN}
 * @param maxTokens length of an answer of a task without labels
 * @param learned what it keeps of its training texts, if it does; see {@link #kept()}
 */
public record TaskDocument(
        String name,
        @Nullable String description,
        String base,
        List<TaskAdapter> adapters,
        List<String> inputs,
        TaskPrompt prompt,
        @Nullable Integer maxTokens,
        TaskEvidence evaluation,
        @Nullable TaskLearned learned) {

    /** The document's name in its folder. */
    public static final String FILE = "task.json";

    /** The variables that every template may read: the labels' words, and the labels with descriptions. */
    public static final List<String> GIVEN = List.of("labels", "label_list");

    /** The input that training texts are compared with. */
    public static final String TEXT = "text";

    private static final String INPUT = "[A-Za-z_][A-Za-z0-9_]{0,39}";
    private static final String CHANNEL = "task-";
    private static final String NAME = "[a-z][a-z0-9-]{0,49}";
    private static final int ANSWER_TOKENS = 64;
    private static final int LONGEST_ANSWER = 4096;
    private static final int MOST_ADAPTERS = 32;

    public TaskDocument {
        requireName(name);
        Names.require(base, "base");
        adapters = Require.copy(adapters);
        Require.that(adapters.size() <= MOST_ADAPTERS, "a task has at most " + MOST_ADAPTERS + " adapters");
        Set<TaskAdapter> distinct = new HashSet<>(adapters);
        Require.that(distinct.size() == adapters.size(), "an adapter stands twice among the adapters");
        inputs = inputs == null || inputs.isEmpty() ? List.of(TEXT) : List.copyOf(inputs);
        for (String input : inputs) {
            Require.that(
                    input.matches(INPUT) && !GIVEN.contains(input), "\"" + input + "\" cannot be the name of an input");
        }
        Require.present(prompt, "prompt");
        requireWhole(prompt.examples(), inputs);
        Require.that(
                maxTokens == null || maxTokens > 0 && maxTokens <= LONGEST_ANSWER,
                "maxTokens must lie in 1 to " + LONGEST_ANSWER);
        Require.that(
                !prompt.labels().isEmpty() || adapters.size() <= 1,
                "several adapters vote on labels; a task that is answered with text has one at most");
        Require.present(evaluation, "evaluation");
        requireLearned(prompt, adapters, inputs, learned == null ? TaskLearned.NOTHING : learned);
    }

    /** A task that keeps nothing of its training texts. */
    public TaskDocument(
            String name,
            @Nullable String description,
            String base,
            List<TaskAdapter> adapters,
            List<String> inputs,
            TaskPrompt prompt,
            @Nullable Integer maxTokens,
            TaskEvidence evaluation) {
        this(name, description, base, adapters, inputs, prompt, maxTokens, evaluation, null);
    }

    private static void requireLearned(
            TaskPrompt prompt, List<TaskAdapter> adapters, List<String> inputs, TaskLearned learned) {
        Require.that(
                !prompt.wantsPool() || learned.pool() != null,
                "the prompt wants the nearest training texts, or a shortlist of their labels, and the task has no pool of"
                        + " them");
        Require.that(
                !prompt.wantsPool() || inputs.contains(TEXT) && !prompt.labels().isEmpty(),
                "training texts are near to an input text, and have labels; the task lacks one of both");
        boolean batch = prompt.calibration() == TaskCalibration.BATCH;
        Require.that(
                !batch || learned.priors().size() == Math.max(1, adapters.size()),
                "batch calibration needs the priors of each adapter, which tasks make writes");
        Require.that(
                learned.priors().stream()
                        .allMatch(prior -> prior.size() == prompt.labels().size()),
                "the priors of batch calibration are not those of its labels");
    }

    private static void requireWhole(TaskExamples examples, List<String> inputs) {
        for (TaskExample example : examples.given()) {
            Require.that(
                    example.variables().keySet().containsAll(inputs),
                    "an example has not all of the inputs " + String.join(", ", inputs));
        }
    }

    /** Returns the name of a task, or fails with a sentence. */
    public static String requireName(@Nullable String name) {
        Require.that(
                name != null && name.matches(NAME),
                "the name of a task must begin with a letter and be 1 to 50 of the characters a-z, 0-9 and -");
        return java.util.Objects.requireNonNull(name);
    }

    /** The channel that serves the task of this name. */
    public static String channel(String name) {
        return CHANNEL + name;
    }

    /** Whether a channel is a task's. */
    public static boolean isChannel(String channel) {
        return channel.startsWith(CHANNEL);
    }

    /** {@code learned}, which is never absent here. */
    public TaskLearned kept() {
        return learned == null ? TaskLearned.NOTHING : learned;
    }

    /** Length of an answer in tokens. */
    public int answerTokens() {
        return maxTokens == null ? ANSWER_TOKENS : maxTokens;
    }

    /** Whether texts are sorted into labels; else they are answered with text. */
    public boolean classifies() {
        return !prompt.labels().isEmpty();
    }
}
