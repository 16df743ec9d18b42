package dev.attune.lab.task;

import java.util.List;
import java.util.Optional;

import dev.attune.contracts.event.Message;

/**
 * What a model is asked to do, and how it is measured.
 *
 * @param source of all examples, or of those to learn from where there is a source of tests
 * @param tests examples that are only measured on, or none: then the source is split
 * @param labels in the order of reports; empty until the data have been read where the data say them
 * @param templates Jinja, at least one; of several the first is used unless another is chosen
 * @param system what a conversation begins with; empty for nothing
 * @param separator raw style: between a prompt and its answer
 * @param many whether an example may have any number of labels
 * @param split how the source is dealt, or none: then all of it is measured on
 */
public record Task(
        String name,
        DataSource source,
        Optional<DataSource> tests,
        List<Label> labels,
        List<String> templates,
        String system,
        Style style,
        String separator,
        boolean many,
        Optional<Split> split) {

    public Task {
        labels = List.copyOf(labels);
        templates = List.copyOf(templates);
        requireDistinct(labels);
    }

    private static void requireDistinct(List<Label> labels) {
        List<String> words = labels.stream()
                .flatMap(label -> label.words().stream())
                .map(String::strip)
                .toList();
        for (int i = 0; i < words.size(); i++) {
            if (words.indexOf(words.get(i)) < i) {
                throw TaskErrors.invalid(
                        "Two labels are said as \"" + words.get(i) + "\"; give each label words of its own.");
            }
        }
        List<String> ids = labels.stream().map(Label::id).toList();
        for (int i = 0; i < ids.size(); i++) {
            if (ids.indexOf(ids.get(i)) < i) {
                throw TaskErrors.invalid("Two labels have the id \"" + ids.get(i) + "\".");
            }
        }
    }

    /** A file whose labels are read from it, put to the model as it is. */
    public static Task ofFile(DataSource source) {
        String name = String.valueOf(source.files().getFirst().getFileName()).replaceFirst("\\..*$", "");
        return new Task(
                name, source, Optional.empty(), List.of(), List.of(), "", Style.AUTO, " ", false, Optional.empty());
    }

    public Task withLabels(List<Label> found) {
        return new Task(name, source, tests, found, templates, system, style, separator, many, split);
    }

    public Task withTemplates(List<String> others) {
        return new Task(name, source, tests, labels, others, system, style, separator, many, split);
    }

    public Task withStyle(Style other) {
        return new Task(name, source, tests, labels, templates, system, other, separator, many, split);
    }

    public Task withTests(DataSource others) {
        return new Task(name, source, Optional.of(others), labels, templates, system, style, separator, many, split);
    }

    public Task withSource(DataSource other) {
        return new Task(name, other, tests, labels, templates, system, style, separator, many, split);
    }

    public Task withSplit(Split other) {
        return new Task(name, source, tests, labels, templates, system, style, separator, many, Optional.of(other));
    }

    /** The system's turn, if there is one. */
    public List<Message> opening() {
        return system.isEmpty() ? List.of() : List.of(new Message("system", system));
    }
}
