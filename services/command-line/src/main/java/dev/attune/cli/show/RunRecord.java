package dev.attune.cli.show;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.name.Names;
import dev.attune.worker.folder.SampledAnswer;
import dev.attune.worker.folder.StepLines;

/**
 * What is in a run's folder.
 *
 * @param metrics by name, its value by step; sorted by name
 * @param samples sampled answers by step
 */
public record RunRecord(
        Path folder,
        SortedMap<String, SortedMap<Integer, Double>> metrics,
        SortedMap<Integer, List<SampledAnswer>> samples) {

    /**
     * Finds a run by its folder, the folder that its command wrote into, or its name among {@code runs}.
     *
     * @throws AttuneException {@code run-unknown}
     */
    public static RunRecord find(String name, Path runs) {
        Stream<Path> kept = Names.isName(name) ? Stream.of(runs.resolve(name)) : Stream.empty();
        return Stream.concat(Stream.of(Path.of(name), Path.of(name, "run")), kept)
                .filter(folder -> Files.isRegularFile(StepLines.progress(folder).file()))
                .findFirst()
                .map(RunRecord::read)
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "run-unknown",
                        "There is no run " + name + ": neither " + name + "/progress.jsonl nor " + name
                                + "/run/progress.jsonl, and no such run in " + runs + "."));
    }

    static RunRecord read(Path folder) {
        SortedMap<String, SortedMap<Integer, Double>> metrics = new TreeMap<>();
        for (Map<String, Object> line : StepLines.progress(folder).read()) {
            int step = stepOf(line);
            line.forEach((metric, value) -> {
                if (value instanceof Number number && !metric.equals("step")) {
                    metrics.computeIfAbsent(metric, key -> new TreeMap<>()).put(step, number.doubleValue());
                }
            });
        }
        SortedMap<Integer, List<SampledAnswer>> samples = new TreeMap<>();
        for (Map<String, Object> line : StepLines.samples(folder).read()) {
            samples.computeIfAbsent(stepOf(line), key -> new ArrayList<>())
                    .add(Json.MAPPER.convertValue(line, SampledAnswer.class));
        }
        return new RunRecord(folder, metrics, samples);
    }

    /** The newest step's answers, or those of {@code step}: held-out ones where there are any. */
    public Map<Integer, List<SampledAnswer>> answers(Optional<Integer> step, int count) {
        int wanted = step.orElseGet(() -> newestAnswers().orElse(0));
        List<SampledAnswer> all = samples.getOrDefault(wanted, List.of());
        List<SampledAnswer> heldOut = all.stream()
                .filter(answer -> answer.source() == SampledAnswer.Source.HELD_OUT)
                .toList();
        List<SampledAnswer> shown =
                (heldOut.isEmpty() ? all : heldOut).stream().limit(count).toList();
        Map<Integer, List<SampledAnswer>> answers = new LinkedHashMap<>();
        if (!shown.isEmpty()) {
            answers.put(wanted, shown);
        }
        return answers;
    }

    private Optional<Integer> newestAnswers() {
        return samples.entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(answer -> answer.source() == SampledAnswer.Source.HELD_OUT))
                .map(Map.Entry::getKey)
                .reduce((before, after) -> after)
                .or(() -> samples.isEmpty() ? Optional.empty() : Optional.of(samples.lastKey()));
    }

    private static int stepOf(Map<String, Object> line) {
        return line.get("step") instanceof Number step ? step.intValue() : 0;
    }
}
