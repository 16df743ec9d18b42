package dev.attune.lab.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import dev.attune.contracts.error.AttuneException;

/**
 * The examples of a task, dealt into parts of which none has a text of another: texts are equal when their letters and digits
 * are, and of equal ones only the first is kept.
 *
 * @param task with its labels, also where only the data say them
 * @param train to learn from: examples for prompts, calibration, a head
 * @param dev to choose with
 * @param test to measure on, once
 * @param notes what was left out, for people
 */
public record TaskData(Task task, List<Example> train, List<Example> dev, List<Example> test, List<String> notes) {

    /** More than so many labels are no labels but answers. */
    private static final int MOST_LABELS = 1000;

    public TaskData {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
        test = List.copyOf(test);
        notes = List.copyOf(notes);
    }

    /**
     * Reads, de-duplicates and deals the examples.
     *
     * @throws AttuneException {@code task-data} when a file cannot be read, has nothing usable, or labels that the task lacks
     */
    public static TaskData read(Task task) {
        List<String> notes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        // tests first: what is in both is not learned from
        List<Example> tests = task.tests()
                .map(source -> distinct(labelled(task, read(source, notes)), seen, notes))
                .orElse(List.of());
        List<Example> rest = distinct(labelled(task, read(task.source(), notes)), seen, notes);
        List<Example> all = new ArrayList<>(tests);
        all.addAll(rest);
        Task labelled = task.labels().isEmpty() ? task.withLabels(labels(task, all)) : task;
        requireDeclared(labelled, all);
        if (!tests.isEmpty()) {
            int dev = task.split()
                    .map(split -> Split.count(split.dev(), rest.size()))
                    .orElse(0);
            List<Example> dealt = shuffled(rest, task.split().map(Split::seed).orElse(0L));
            return new TaskData(labelled, dealt.subList(dev, dealt.size()), dealt.subList(0, dev), tests, notes);
        }
        return task.split()
                .map(split -> dealt(labelled, rest, split, notes))
                .orElseGet(() -> new TaskData(labelled, List.of(), List.of(), rest, notes));
    }

    /** The examples of a task with free answers, each text once; {@code notes} hears what is left out. */
    public static List<Example> answered(Task task, List<String> notes) {
        return distinct(read(task.source(), notes), new HashSet<>(), notes);
    }

    private static TaskData dealt(Task task, List<Example> examples, Split split, List<String> notes) {
        List<Example> order = shuffled(examples, split.seed());
        int test = Split.count(split.test(), order.size());
        int dev = Split.count(split.dev(), order.size());
        if (test < 1 || test + dev > order.size()) {
            throw TaskErrors.data("The split of " + task.name() + " wants " + test + " examples to test and " + dev
                    + " to choose with, and there are " + order.size() + ".");
        }
        return new TaskData(
                task,
                order.subList(test + dev, order.size()),
                order.subList(test, test + dev),
                order.subList(0, test),
                notes);
    }

    private static List<Example> shuffled(List<Example> examples, long seed) {
        List<Example> order = new ArrayList<>(examples);
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    private static List<Example> read(DataSource source, List<String> notes) {
        List<Example> examples = new ArrayList<>();
        for (Path file : source.files()) {
            ExampleFile read = ExampleFile.read(file, source);
            examples.addAll(read.examples());
            notes.addAll(read.notes());
        }
        return examples;
    }

    /** Labels in one column are apart by commas, semicolons or bars, where a text may have several; else there is one. */
    private static List<Example> labelled(Task task, List<Example> examples) {
        List<Example> labelled = new ArrayList<>();
        for (Example example : examples) {
            List<String> labels = example.labels();
            if (task.many()) {
                labels = labels.stream()
                        .flatMap(label -> Arrays.stream(label.split("[,;|]")))
                        .map(String::strip)
                        .filter(label -> !label.isEmpty())
                        .toList();
            } else if (labels.size() != 1 || labels.getFirst().isEmpty()) {
                throw TaskErrors.data("The text of " + example.place() + " has "
                        + (labels.size() == 1 ? "an empty label" : labels.size() + " labels")
                        + " in place of one; a task whose texts may have several says many: true.");
            }
            labelled.add(new Example(example.variables(), example.conversation(), labels, example.place()));
        }
        return labelled;
    }

    private static List<Example> distinct(List<Example> examples, Set<String> seen, List<String> notes) {
        List<Example> distinct = examples.stream()
                .filter(example -> seen.add(letters(example.text())))
                .toList();
        int twice = examples.size() - distinct.size();
        if (twice > 0) {
            notes.add(twice + " of " + examples.size() + " examples are left out: their text has come before.");
        }
        return distinct;
    }

    /** What two texts that count as equal have in common: their letters and digits, in lower case. */
    public static String letters(String text) {
        String letters = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return letters.isEmpty() ? text : letters;
    }

    /** The labels that the data say, in the order of their ids. */
    private static List<Label> labels(Task task, List<Example> examples) {
        Set<String> ids = new TreeSet<>();
        examples.forEach(example -> ids.addAll(example.labels()));
        if (ids.size() < 2 || ids.size() > MOST_LABELS) {
            throw TaskErrors.data("The data of " + task.name() + " have " + ids.size()
                    + " different labels; texts are sorted into 2 to " + MOST_LABELS + " classes.");
        }
        return ids.stream().map(Label::named).toList();
    }

    private static void requireDeclared(Task task, List<Example> examples) {
        Map<String, Example> unknown = new LinkedHashMap<>();
        Set<String> ids = new TreeSet<>();
        task.labels().forEach(label -> ids.add(label.id()));
        for (Example example : examples) {
            example.labels().stream()
                    .filter(label -> !ids.contains(label))
                    .forEach(label -> unknown.putIfAbsent(label, example));
        }
        unknown.entrySet().stream().findFirst().ifPresent(first -> {
            throw TaskErrors.data("The label \"" + first.getKey() + "\" of "
                    + first.getValue().place() + " is none of the"
                    + " task's, which are " + String.join(", ", ids)
                    + (unknown.size() > 1 ? "; " + (unknown.size() - 1) + " others are unknown, too." : "."));
        });
    }

    /**
     * Refuses data to learn from in which a label does not occur.
     *
     * @param why what needs them, such as {@code Examples in the prompt}
     * @throws AttuneException {@code task-data} naming the labels
     */
    public void requireEveryLabelInTraining(String why) {
        Set<String> there = new HashSet<>();
        train.forEach(example -> there.addAll(example.labels()));
        List<String> missing = task.labels().stream()
                .filter(label -> !there.contains(label.id()))
                .map(Label::name)
                .toList();
        if (!missing.isEmpty()) {
            throw TaskErrors.data(why + " need training examples of every label, and of the " + train.size()
                    + " that there are none is labelled " + String.join(", ", missing) + ".");
        }
    }

    /** The number of an example's label among the task's. */
    public int labelOf(Example example) {
        for (int label = 0; label < task.labels().size(); label++) {
            if (task.labels().get(label).id().equals(example.label())) {
                return label;
            }
        }
        throw new IllegalStateException("The label " + example.label() + " was not checked");
    }
}
