package dev.attune.lab.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import dev.attune.lab.prompt.PromptFile;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.DataSource;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Preset;
import dev.attune.lab.task.Split;
import dev.attune.lab.task.Style;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.task.TaskFile;

/** The options that name a task: a picocli mixin. */
final class TaskOptions {

    /** Of a plain file, where nothing says how it is dealt, so much is learned from if anything is. */
    private static final double LEARNED = 0.5;

    /** One of the two. */
    static final class Source {
        @Option(
                names = "--data",
                paramLabel = "FILE",
                description = "Texts with labels: CSV, TSV, JSON lines or lines.")
        private @Nullable Path data;

        @Option(names = "--task", paramLabel = "FILE", description = "A task file in YAML or JSON.")
        private @Nullable Path task;
    }

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--preset",
            converter = ChoiceOption.OfPreset.class,
            description = "How a public set is read: sst-2, trec, banking77 and so on.")
    private @Nullable Preset preset;

    @Option(names = "--train", paramLabel = "FILE", description = "Examples to learn from, in the form of the others.")
    private @Nullable Path train;

    @Option(
            names = "--template",
            paramLabel = "TEXT",
            description = "The prompt in Jinja, such as '{{ text }}\\nTopic:'.")
    private @Nullable String template;

    @Option(
            names = "--labels",
            paramLabel = "A,B",
            split = ",",
            description = "The labels, where not all are in the data.")
    private String @Nullable [] labels;

    @Option(names = "--style", converter = ChoiceOption.OfStyle.class, description = "auto, chat or raw (auto).")
    private @Nullable Style style;

    @Option(
            names = "--prompt",
            paramLabel = "FILE",
            description = "A prompt as prompts search writes it, in place of the task's own.")
    private @Nullable Path prompt;

    /** The prompt in place of the task's own, if there is one. */
    Optional<SearchPrompt> prompt(Task task) {
        return Optional.ofNullable(prompt).map(file -> PromptFile.read(file, task));
    }

    /** The task's examples; {@code learns} when some of them are to be learned from. */
    TaskData read(boolean learns) {
        return TaskData.read(task(learns || prompt != null));
    }

    private Task task(boolean learns) {
        Task task = source.task != null
                ? TaskFile.read(source.task)
                : ofFile(Optional.ofNullable(source.data).orElseThrow());
        if (train != null) {
            task = task.withTests(task.tests().orElse(task.source()))
                    .withSource(task.source().of(List.of(train)));
        }
        if (learns && task.tests().isEmpty() && task.split().isEmpty()) {
            task = task.withSplit(new Split(0, 0, 1 - LEARNED));
        }
        if (template != null) {
            task = task.withTemplates(List.of(template.replace("\\n", "\n")));
        }
        if (labels != null) {
            task = task.withLabels(
                    Arrays.stream(labels).map(String::strip).map(Label::named).toList());
        }
        return style == null ? task : task.withStyle(style);
    }

    private Task ofFile(Path file) {
        return preset == null ? Task.ofFile(DataSource.of(file)) : preset.task(file);
    }
}
