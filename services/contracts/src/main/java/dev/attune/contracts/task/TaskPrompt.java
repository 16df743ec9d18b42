package dev.attune.contracts.task;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * What is put to the model with each text; the form in which a search writes the prompts that it finds.
 *
 * @param system begins a conversation, or the text; may be empty
 * @param template Jinja, which reads the variables of an input
 * @param separator raw style: between the template and its answer
 * @param labels in the order in which the prompt lists them; none for a task that is answered with text
 * @param shortlist labels that are scored for each text, those of the pool's nearest texts; 0 for all
 */
@JsonIgnoreProperties("state")
public record TaskPrompt(
        String system,
        String template,
        String separator,
        TaskStyle style,
        List<TaskLabel> labels,
        TaskExamples examples,
        TaskCalibration calibration,
        @Nullable Integer shortlist) {

    public TaskPrompt {
        system = system == null ? "" : system;
        Require.text(template, "the prompt's template");
        separator = separator == null ? " " : separator;
        style = style == null ? TaskStyle.AUTO : style;
        labels = Require.copy(labels);
        examples = examples == null ? TaskExamples.none() : examples;
        calibration = calibration == null ? TaskCalibration.NONE : calibration;
        Require.that(
                shortlist == null || shortlist == 0 || shortlist > 1,
                "a shortlist has two labels at least, or is 0 for all of them");
        Require.that(labels.size() != 1, "a task with labels needs two of them at least");
        requireDistinct(labels);
        requireLabelled(labels, examples);
    }

    /** {@code shortlist}, 0 for all labels. */
    public int shortlisted() {
        return shortlist == null || shortlist >= labels.size() ? 0 : shortlist;
    }

    /** Whether training texts are looked at when the task is asked. */
    public boolean wantsPool() {
        return shortlisted() > 0 || examples.nearest() > 0;
    }

    private static void requireDistinct(List<TaskLabel> labels) {
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        Set<String> words = new HashSet<>();
        for (TaskLabel label : labels) {
            Require.that(names.add(label.name()), "two labels have the name \"" + label.name() + "\"");
            Require.that(ids.add(label.id()), "two labels have the id \"" + label.id() + "\"");
            for (String word : label.words()) {
                Require.that(
                        words.add(word.strip()),
                        "two labels are said as \"" + word.strip() + "\"; give each label words of its own");
            }
        }
    }

    private static void requireLabelled(List<TaskLabel> labels, TaskExamples examples) {
        if (labels.isEmpty()) {
            return;
        }
        for (TaskExample example : examples.given()) {
            Require.that(
                    labels.stream().anyMatch(label -> label.id().equals(example.label())),
                    "an example has the label \"" + example.label() + "\", which is none of the labels");
        }
    }
}
