package dev.attune.lab.reliability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.template.TextTemplate;

/**
 * All that a model is asked: the same for every model, so that answers can be paired.
 *
 * @param data the task; its tests are the items
 * @param templates at least three
 * @param listing the first template that lists the labels, if one does
 * @param rotations how many places the order of labels is turned on, beginning with 0
 * @param paraphrases of items, by the rule
 * @param swaps items of which another sex is said
 * @param frames sentences of ours, (frames, terms of all axes)
 * @param prompts that are answered freely, by the name of their set
 */
record Probes(
        TaskData data,
        List<String> templates,
        OptionalInt listing,
        List<Integer> rotations,
        Map<String, List<Changed>> paraphrases,
        List<Changed> swaps,
        List<List<Example>> frames,
        Map<String, List<String>> prompts) {

    /** More orders of labels cost more than they tell. */
    private static final int MOST_ROTATIONS = 6;

    private static final int FEWEST_TEMPLATES = 3;

    /** Templates of ours where a task has too few. */
    private static final List<String> LISTING = List.of(
            "{{ text }}\nWhich is it: {{ labels }}?",
            "Choose one of these: {{ labels }}.\nText: {{ text }}\nAnswer:",
            "Text: {{ text }}\nThe answer is one of {{ labels }}. It is");

    private static final List<String> PLAIN =
            List.of("{{ text }}\nTopic:", "Text: {{ text }}\nLabel:", "{{ text }}\n\nThis belongs to:");

    private static final int MOST_LISTED = 10;

    /** An item's text as it was changed. */
    record Changed(int item, Example example) {}

    Probes {
        templates = List.copyOf(templates);
        rotations = List.copyOf(rotations);
        swaps = List.copyOf(swaps);
        frames = List.copyOf(frames);
    }

    /**
     * Makes the probes of a task.
     *
     * @param items measured at most
     * @param prompts sets of prompts by name
     * @throws dev.attune.contracts.error.AttuneException {@code reliability-task} for tasks that cannot be probed
     */
    static Probes of(TaskData whole, int items, Map<String, List<String>> prompts) {
        Task task = whole.task();
        if (task.many() || !whole.test().getFirst().conversation().isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "reliability-task",
                    "Reliability is measured on texts with one label each; the task " + task.name() + " has "
                            + (task.many() ? "texts with any number of labels." : "conversations."));
        }
        List<Example> tests =
                whole.test().subList(0, Math.min(items, whole.test().size()));
        TaskData data = new TaskData(task, whole.train(), whole.dev(), tests, List.of());
        List<String> templates = templates(task);
        OptionalInt listing = listing(templates);
        Set<String> kept = task.labels().stream()
                .flatMap(label -> label.words().stream())
                .flatMap(word -> Arrays.stream(word.toLowerCase(Locale.ROOT).split("\\s+")))
                .collect(Collectors.toSet());
        return new Probes(
                data,
                templates,
                listing,
                listing.isPresent() ? rotations(task.labels().size()) : List.of(),
                paraphrases(tests, kept),
                swaps(tests, kept),
                frames(tests.getFirst()),
                prompts);
    }

    private static List<String> templates(Task task) {
        List<String> templates = new ArrayList<>(task.templates());
        for (String ours : task.labels().size() <= MOST_LISTED ? LISTING : PLAIN) {
            if (templates.size() < FEWEST_TEMPLATES && !templates.contains(ours)) {
                templates.add(ours);
            }
        }
        return templates;
    }

    private static OptionalInt listing(List<String> templates) {
        for (int i = 0; i < templates.size(); i++) {
            Set<String> reads =
                    TextTemplate.of(templates.get(i), "Template " + (i + 1)).variables();
            if (reads.contains("labels") || reads.contains("label_list")) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static List<Integer> rotations(int labels) {
        int count = Math.min(labels, MOST_ROTATIONS);
        List<Integer> rotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rotations.add(i * labels / count);
        }
        return rotations;
    }

    private static Map<String, List<Changed>> paraphrases(List<Example> items, Set<String> kept) {
        Map<String, List<Changed>> all = new LinkedHashMap<>();
        for (Paraphrase rule : Paraphrase.values()) {
            List<Changed> changed = new ArrayList<>();
            for (int item = 0; item < items.size(); item++) {
                Example example = items.get(item);
                int place = item;
                rule.of(example.text(), kept).ifPresent(text -> changed.add(new Changed(place, saying(example, text))));
            }
            all.put(rule.text(), changed);
        }
        return all;
    }

    private static List<Changed> swaps(List<Example> items, Set<String> kept) {
        List<Changed> swaps = new ArrayList<>();
        for (int item = 0; item < items.size(); item++) {
            Example example = items.get(item);
            Optional<String> swapped = Identity.swapped(example.text(), kept);
            if (swapped.isPresent()) {
                swaps.add(new Changed(item, saying(example, swapped.get())));
            }
        }
        return swaps;
    }

    private static List<List<Example>> frames(Example like) {
        return Identity.FRAMES.stream()
                .map(frame -> Identity.AXES.stream()
                        .flatMap(axis -> axis.terms().stream())
                        .map(term -> saying(like, Identity.in(frame, term)))
                        .toList())
                .toList();
    }

    private static Example saying(Example example, String text) {
        Map<String, Object> variables = new LinkedHashMap<>(example.variables());
        variables.replaceAll((name, value) -> value.equals(example.text()) ? text : value);
        return new Example(variables, List.of(), example.labels(), example.place());
    }

    /** The data put by a template, with the labels' order turned on. */
    TaskData put(int template, int turned) {
        List<Label> labels = new ArrayList<>(data.task().labels());
        Collections.rotate(labels, -turned);
        return new TaskData(
                data.task().withLabels(labels).withTemplates(List.of(templates.get(template))),
                data.train(),
                data.dev(),
                data.test(),
                List.of());
    }

    /** What two measurements must have in common to be paired. */
    String digest() {
        Sha256 hash = new Sha256()
                .add(Json.text(List.of(
                        templates,
                        data.task().labels(),
                        data.task().system(),
                        data.task().style(),
                        data.task().separator(),
                        rotations)));
        data.test().forEach(example -> hash.add("\n" + example.label() + " " + example.text()));
        paraphrases.forEach((rule, all) ->
                all.forEach(one -> hash.add("\n" + rule + one.example().text())));
        swaps.forEach(one -> hash.add("\n" + one.example().text()));
        frames.forEach(row -> row.forEach(one -> hash.add("\n" + one.text())));
        if (!prompts.isEmpty()) {
            Stereotypes.QUESTIONS.forEach(question -> hash.add("\n" + question.text()));
        }
        prompts.forEach((set, all) -> hash.add("\n" + set + String.join("\n", all)));
        return hash.hex();
    }
}
