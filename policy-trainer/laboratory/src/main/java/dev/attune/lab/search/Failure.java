package dev.attune.lab.search;

import java.util.Locale;

import dev.attune.lab.task.Example;
import dev.attune.lab.task.Task;

/** A text that a prompt got wrong, told to whom is to write a better one. */
record Failure(Example example, Outcome outcome) {

    private static final int LONGEST = 300;

    String told(Task task) {
        String text = example.text().strip();
        int answered = outcome.predicted();
        return String.format(
                Locale.ROOT,
                "Text: %s%nIt answered \"%s\" (sure by %.0f %%), and \"%s\" is right.",
                text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text,
                said(task, answered),
                100 * outcome.probabilities()[answered],
                said(task, outcome.truth()));
    }

    private static String said(Task task, int label) {
        return task.labels().get(label).words().getFirst();
    }
}
