package dev.attune.lab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.json.Json;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Split;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.task.TaskFile;
import dev.attune.text.SettingsFile;
import dev.attune.text.TextFile;

/**
 * A task as a comparison sees it: so many examples to choose with and so many to measure on, the same for all methods.
 *
 * @param data whose dev and test parts are what is used of them; the training examples are all that there are
 * @param shifted examples of another domain with the task's labels, or none
 * @param digest stands for all texts, labels and prompts, wherever the files lie
 */
public record StudyTask(Path file, TaskData data, List<Example> shifted, String digest) {

    private static final String SHIFTED = "shifted";
    private static final long SPLIT_SEED = 1;

    public StudyTask {
        shifted = List.copyOf(shifted);
    }

    /**
     * Reads a task and what it calls its shifted domain.
     *
     * @throws AttuneException {@code lab-task} for a task that cannot be compared on, or what {@link TaskFile} and
     *     {@link TaskData} refuse
     */
    public static StudyTask read(Path file, Sizes sizes) {
        Task task = TaskFile.read(file);
        if (task.many()) {
            throw StudyErrors.task("The texts of " + task.name()
                    + " may have any number of labels, and methods are compared on tasks with one.");
        }
        if (task.split().isEmpty()) {
            task = task.withSplit(
                    new Split(SPLIT_SEED, sizes.dev(), task.tests().isPresent() ? 0 : sizes.test()));
        }
        TaskData all = TaskData.read(task);
        requireEnough(all, sizes);
        TaskData data = new TaskData(
                all.task(),
                all.train(),
                all.dev().subList(0, Math.min(sizes.dev(), all.dev().size())),
                all.test().subList(0, Math.min(sizes.test(), all.test().size())),
                all.notes());
        List<Example> shifted = shifted(file, data, sizes);
        return new StudyTask(file.toAbsolutePath(), data, shifted, digest(data, shifted));
    }

    private static void requireEnough(TaskData data, Sizes sizes) {
        String name = data.task().name();
        if (data.dev().isEmpty()) {
            throw StudyErrors.task("The split of " + name
                    + " has no examples to choose with; give it dev: a share or a number of examples.");
        }
        if (data.train().size() < sizes.examples()) {
            throw StudyErrors.task("The task " + name + " has " + data.train().size() + " training examples, and "
                    + sizes.examples() + " are to be learned from; give it more data, or --examples "
                    + data.train().size() + ".");
        }
        data.requireEveryLabelInTraining("Methods that learn");
        int labels = data.task().labels().size();
        if (sizes.examples() < labels) {
            throw StudyErrors.task("The task " + name + " has " + labels + " labels, and " + sizes.examples()
                    + " examples cannot show each; give --examples " + labels + " or more.");
        }
    }

    private static List<Example> shifted(Path file, TaskData data, Sizes sizes) {
        Path other = shiftedFile(file);
        if (other.toString().isEmpty()) {
            return List.of();
        }
        TaskData others = TaskData.read(TaskFile.read(other));
        Map<String, String> ids = new HashMap<>();
        data.task().labels().forEach(label -> ids.put(label.name(), label.id()));
        for (Label label : others.task().labels()) {
            if (!ids.containsKey(label.name())) {
                throw StudyErrors.task("The shifted domain " + others.task().name() + " has the label " + label.name()
                        + ", and " + data.task().name() + " has " + String.join(", ", new TreeSet<>(ids.keySet()))
                        + "; name them alike.");
            }
        }
        Map<String, String> ours = others.task().labels().stream()
                .collect(Collectors.toMap(Label::id, label -> String.valueOf(ids.get(label.name()))));
        Set<String> known = new HashSet<>();
        data.train().forEach(example -> known.add(TaskData.letters(example.text())));
        List<Example> shifted = others.test().stream()
                .filter(example -> !known.contains(TaskData.letters(example.text())))
                .map(example -> new Example(
                        example.variables(),
                        List.of(),
                        List.of(String.valueOf(ours.get(example.label()))),
                        example.place()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(shifted, new Random(SPLIT_SEED));
        return shifted.subList(0, Math.min(sizes.test(), shifted.size()));
    }

    /** What the task file names, or an empty path. */
    private static Path shiftedFile(Path file) {
        try {
            JsonNode name = SettingsFile.read(file).path(SHIFTED);
            return name.isMissingNode() ? Path.of("") : file.toAbsolutePath().resolveSibling(name.asText());
        } catch (IOException e) {
            throw StudyErrors.task(file + " cannot be read: " + TextFile.reason(e) + ".");
        }
    }

    public String name() {
        return data.task().name();
    }

    /**
     * The task with so many training examples, drawn by a seed: one of each label as far as they go, then whatever comes. More
     * examples with the same seed hold those of fewer.
     */
    public TaskData with(int examples, long seed) {
        List<Example> order = new ArrayList<>(data.train());
        Collections.shuffle(order, new Random(seed));
        List<Example> first = new ArrayList<>();
        List<Example> rest = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Example example : order) {
            (seen.add(example.label()) ? first : rest).add(example);
        }
        first.addAll(rest);
        List<Example> drawn = new ArrayList<>(first.subList(0, Math.min(examples, first.size())));
        Collections.shuffle(drawn, new Random(seed));
        return new TaskData(data.task(), drawn, data.dev(), data.test(), data.notes());
    }

    private static String digest(TaskData data, List<Example> shifted) {
        Sha256 hash = new Sha256();
        Task task = data.task();
        hash.add(Json.text(List.of(task.labels(), task.templates(), task.system(), task.style(), task.separator())));
        for (List<Example> part : List.of(data.train(), data.dev(), data.test(), shifted)) {
            hash.add("\n" + part.size() + "\n");
            part.forEach(example ->
                    hash.add(Json.text(List.of(example.variables(), example.conversation(), example.labels()))));
        }
        return hash.hex();
    }
}
