package dev.attune.policy.supervised;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.Tuning;
import dev.attune.policy.data.Demonstration;

/**
 * The tasks of a multitask prompt, by the names that demonstrations give.
 *
 * @param names in the order of the tasks; none where demonstrations name none, or with another method
 */
record TaskNames(List<String> names) {

    static final TaskNames NONE = new TaskNames(List.of());

    /**
     * Those of the settings, or else of the data.
     *
     * @throws AttuneException {@code unknown-task} if a demonstration names none, or another one
     */
    static TaskNames of(Tuning tuning, List<Demonstration> training, List<Demonstration> evaluation) {
        if (tuning.method() != Tuning.Method.MULTITASK_PROMPT) {
            return NONE;
        }
        List<String> names = tuning.prompt().names();
        if (names.isEmpty()) {
            names = training.stream()
                    .map(Demonstration::task)
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .toList();
        }
        Integer tasks = tuning.prompt().tasks();
        if (tasks != null && !names.isEmpty() && tasks != names.size()) {
            throw ErrorCategory.CALLER.error(
                    "bad-setting",
                    "Setting tuning.tasks is " + tasks + " but the demonstrations name " + names.size()
                            + " tasks; leave it out.");
        }
        TaskNames all = new TaskNames(names);
        List<Demonstration> every = new ArrayList<>(training);
        every.addAll(evaluation);
        every.forEach(all::of); // before any work
        return all;
    }

    /** The settings with these names. */
    Tuning in(Tuning tuning) {
        return names.isEmpty() ? tuning : tuning.withPrompt(tuning.prompt().withNames(names));
    }

    /** The number of a demonstration's task. */
    int of(Demonstration demonstration) {
        if (names.isEmpty()) {
            return 0;
        }
        String task = demonstration.task();
        int number = task == null ? -1 : names.indexOf(task);
        if (number < 0) {
            throw ErrorCategory.CALLER.error(
                    "unknown-task",
                    "The demonstration in " + demonstration.place()
                            + (task == null ? " names no task" : " names the task '" + task + "'")
                            + ", but the prompt's tasks are " + String.join(", ", names)
                            + "; correct its field task or tuning.taskNames.");
        }
        return number;
    }
}
