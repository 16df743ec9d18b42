package dev.attune.lab.cell;

import java.util.ArrayList;
import java.util.List;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.lab.classify.Lessons;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.study.Method;
import dev.attune.lab.study.StudySettings;
import dev.attune.lab.study.StudyTask;
import dev.attune.lab.task.Example;
import dev.attune.policy.model.ModelPool;

/** What would stop a cell hours later, looked at before any work. */
public final class Requirements {

    private Requirements() {}

    /**
     * Loads the model for a moment, and reads every prompt with its tokenizer.
     *
     * @throws AttuneException {@code no-room} for a prompt that does not fit the context with what goes before it,
     *     {@code template-variable}, {@code task-style}
     */
    public static void check(StudySettings settings, List<StudyTask> tasks) {
        boolean tunes =
                settings.methods().stream().anyMatch(method -> method.tuning().isPresent());
        if (!tunes) {
            return;
        }
        int before = settings.methods().stream().anyMatch(Method::isPrompt)
                ? settings.sizes().virtualTokens()
                : 0;
        try (ModelPool pool = MeasuredModel.pool(ComputeType.FLOAT32)) {
            MeasuredModel model = MeasuredModel.load(pool, settings.model(), null);
            for (StudyTask task : tasks) {
                Lessons lessons = new Lessons(model, task.data());
                List<Example> read = new ArrayList<>(task.data().train());
                read.addAll(task.data().dev());
                read.addAll(task.data().test());
                read.addAll(task.shifted());
                int longest = lessons.longest(task.data(), read);
                if (before + longest > lessons.room()) {
                    throw ErrorCategory.CALLER.error(
                            "no-room",
                            (before == 0 ? "The" : before + " virtual tokens and the") + " longest prompt of "
                                    + task.name() + " with its labels, " + longest
                                    + " tokens, do not fit the model's context of "
                                    + lessons.room() + "; take fewer virtual tokens or shorter texts.");
                }
            }
        }
    }
}
