package dev.attune.lab.mixture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Split;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;

/**
 * The examples of a mixture. No text that is tuned on stands in a task that is held out, nor among the held-out
 * demonstrations: texts are equal when their letters and digits are.
 *
 * @param training what is tuned on
 * @param unseen tasks that are held out, each with items to measure on and others for prompts with examples
 * @param notes what was left out of files, for people
 */
record MixtureData(List<SourceData> training, List<Unseen> unseen, List<String> notes) {

    /** A task that is held out. */
    record Unseen(Source source, TaskData data) {}

    static MixtureData read(Mixture mixture) {
        return new Reader(mixture).read();
    }

    /** A source with the labels that its data have. */
    private static Source labelled(Source source, Task task) {
        Set<String> names = new HashSet<>();
        task.labels().forEach(label -> names.add(label.name()));
        for (TaskTemplate template : source.templates()) {
            for (String name : template.words().keySet()) {
                if (!names.contains(name)) {
                    throw MixtureErrors.invalid(template.prompt() + " has a word for the label " + name
                            + "; the labels are "
                            + String.join(
                                    ", ",
                                    task.labels().stream().map(Label::name).toList()) + ".");
                }
            }
            template.on(task); // two labels said alike are refused
        }
        return new Source(
                source.name(),
                source.cluster(),
                task,
                source.free(),
                source.templates(),
                source.options(),
                source.heldOut(),
                source.longest(),
                source.maximum());
    }

    private static final class Reader {
        private final Mixture mixture;
        private final List<String> notes = new ArrayList<>();
        private final Set<String> forbidden = new HashSet<>();
        private final Map<String, Set<String>> seen = new HashMap<>();

        Reader(Mixture mixture) {
            this.mixture = mixture;
        }

        MixtureData read() {
            List<Unseen> unseen = mixture.unseen().stream().map(this::unseen).toList();
            List<Source> sources = mixture.training();
            Map<Source, List<Example>> free = new HashMap<>();
            for (Source source : sources) {
                if (source.free()) {
                    List<Example> examples = shuffled(TaskData.answered(source.task(), notes));
                    free.put(source, examples);
                    requireEnough(source, examples.size());
                    examples.subList(0, source.heldOut()).forEach(this::forbid);
                }
            }
            List<SourceData> training = new ArrayList<>();
            for (Source source : sources) {
                training.add(source.free() ? free(source, free.getOrDefault(source, List.of())) : labelled(source));
            }
            return new MixtureData(training, unseen, notes);
        }

        private void forbid(Example example) {
            forbidden.add(TaskData.letters(example.text()));
        }

        private List<Example> shuffled(List<Example> examples) {
            List<Example> order = new ArrayList<>(examples);
            Collections.shuffle(order, new Random(mixture.seed()));
            return order;
        }

        private static void requireEnough(Source source, int there) {
            if (there <= source.heldOut()) {
                throw MixtureErrors.invalid("The task " + source.name() + " holds out " + source.heldOut()
                        + " texts and has " + there + ".");
            }
        }

        private Unseen unseen(Source source) {
            if (source.free()) {
                throw MixtureErrors.invalid("The task " + source.name()
                        + " has free answers and cannot be held out as a whole; give heldOut: N in the task.");
            }
            if (source.choices().isEmpty()) {
                throw MixtureErrors.invalid(
                        "The task " + source.name()
                                + " is held out and has no template that is answered by a label, so that it cannot be measured.");
            }
            Task task = source.task();
            boolean dealt = task.tests().isPresent() || task.split().isPresent();
            TaskData data = TaskData.read(
                    dealt
                            ? task
                            : task.withSplit(new Split(
                                    mixture.evaluation().seed(),
                                    0,
                                    mixture.evaluation().items())));
            notes.addAll(data.notes());
            List.of(data.train(), data.dev(), data.test()).forEach(part -> part.forEach(this::forbid));
            Source whole = MixtureData.labelled(source, data.task());
            whole.templates()
                    .forEach(template -> template.requireKnown(data.test().getFirst(), true));
            int items = Math.min(data.test().size(), mixture.evaluation().items());
            return new Unseen(
                    whole,
                    new TaskData(
                            data.task(), data.train(), data.dev(), data.test().subList(0, items), List.of()));
        }

        private SourceData labelled(Source source) {
            TaskData data = TaskData.read(source.task());
            notes.addAll(data.notes());
            List<Example> examples = new ArrayList<>(data.train());
            examples.addAll(data.dev());
            if (examples.isEmpty()) {
                examples.addAll(data.test()); // a task that says nothing of tests is tuned on as a whole
            }
            return filtered(MixtureData.labelled(source, data.task()), examples, List.of());
        }

        private SourceData free(Source source, List<Example> examples) {
            return filtered(
                    source, examples.subList(source.heldOut(), examples.size()), examples.subList(0, source.heldOut()));
        }

        private SourceData filtered(Source source, List<Example> examples, List<Example> heldOut) {
            Set<String> before = seen.computeIfAbsent(source.cluster(), ignored -> new HashSet<>());
            List<Example> kept = new ArrayList<>();
            int overlaps = 0;
            int repeats = 0;
            int tooLong = 0;
            for (Example example : examples) {
                String letters = TaskData.letters(example.text());
                if (forbidden.contains(letters)) {
                    overlaps++;
                } else if (length(example) > source.longest()) {
                    tooLong++;
                } else if (!before.add(letters)) {
                    repeats++;
                } else {
                    kept.add(example);
                }
            }
            if (kept.isEmpty()) {
                throw MixtureErrors.invalid("Nothing of the task " + source.name()
                        + " is left to tune on: " + overlaps + " texts stand in held-out tasks, " + repeats
                        + " in earlier tasks, " + tooLong + " are too long.");
            }
            source.templates().forEach(template -> template.requireKnown(kept.getFirst(), !source.free()));
            return new SourceData(source, kept, heldOut, overlaps, repeats, tooLong);
        }

        private static int length(Example example) {
            return example.variables().values().stream()
                            .mapToInt(value -> String.valueOf(value).length())
                            .sum()
                    + example.label().length();
        }
    }
}
