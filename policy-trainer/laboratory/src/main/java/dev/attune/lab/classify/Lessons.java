package dev.attune.lab.classify;

import java.util.ArrayList;
import java.util.List;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;
import dev.attune.policy.data.Demonstration;

/**
 * A task's examples as supervised tuning reads them: the conversation that a {@link Classifier} puts to the model, answered
 * with the first word of the example's label. What is learned is what is measured, token for token.
 */
public final class Lessons {

    private final MeasuredModel model;
    private final PromptWriter writer;

    /**
     * Prepares all that can be refused.
     *
     * @throws AttuneException {@code template-variable}, or {@code task-style} for a task that is put as raw text
     */
    public Lessons(MeasuredModel model, TaskData data) {
        this.model = model;
        this.writer = Classifier.writer(model, data);
        if (!writer.isChat()) {
            throw ErrorCategory.CALLER.error(
                    "task-style",
                    "The task " + data.task().name()
                            + " is put to the model as raw text, and tuning learns conversations; give it style: chat.");
        }
    }

    /** Demonstrations of examples, in their order. */
    public List<Demonstration> of(List<Example> examples) {
        List<Demonstration> lessons = new ArrayList<>();
        for (Example example : examples) {
            List<Message> conversation = new ArrayList<>(writer.messages(example, List.of()));
            conversation.add(Message.assistant(writer.word(example)));
            lessons.add(new Demonstration(conversation, example.place()));
        }
        return lessons;
    }

    /** The tokens of the longest prompt of examples, with the labels' words after it. */
    public int longest(TaskData data, List<Example> examples) {
        return examples.stream()
                .mapToInt(example ->
                        writer.prompt(example, List.of(), data.task().labels()).length())
                .max()
                .orElse(0);
    }

    /** The tokens of examples' prompts and answers, end marks apart. */
    public long tokens(List<Example> examples) {
        long tokens = 0;
        for (Example example : examples) {
            tokens += writer.context(example, List.of()).length;
            tokens += model.model().tokenizer().encodeText(writer.word(example)).length;
        }
        return tokens;
    }

    /** The places that the model has for a text. */
    public int room() {
        return model.model().config().maximumPositions();
    }
}
