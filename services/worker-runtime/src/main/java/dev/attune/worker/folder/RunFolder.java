package dev.attune.worker.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JavaType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.name.RunId;
import dev.attune.worker.sink.MetricSink;
import dev.attune.worker.sink.MetricSinks;

/**
 * A run's files: {@code progress.jsonl} with each step's metrics, {@code samples.jsonl} with sampled answers, and
 * {@code state/<step>/} with what resuming needs.
 *
 * <p>A state is written under another name, described by the hashes of its files, and renamed: it is whole or absent, and one
 * that was damaged later is recognised and left aside with a warning. The newest are kept, and the best if asked for.
 *
 * @param <S> what a recipe needs beside weights and optimisers; a record that {@link Json} writes and reads back
 */
public final class RunFolder<S> {

    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final String DESCRIPTION = "state.json";
    private static final String HASHES = "hashes.json";

    private final Path root;
    private final Path states;
    private final JavaType description;
    private final Retention retention;
    private final StepLines progress;
    private final StepLines samples;
    private final List<MetricSink> sinks;

    /**
     * A state on disk.
     *
     * @param step steps done
     * @param metrics that it was saved with
     * @param directory with the files that the recipe wrote
     */
    public record Saved<S>(int step, S state, Map<String, Double> metrics, Path directory) {}

    private record Description<S>(int step, S state, Map<String, Double> metrics) {
        private Description {
            metrics = Map.copyOf(metrics);
        }
    }

    /** A folder that keeps the last two states. */
    public RunFolder(Path root, Class<S> type) {
        this(root, type, Retention.last(2));
    }

    /** A folder whose metrics also go to the sinks that the environment names. */
    public RunFolder(Path root, Class<S> type, Retention retention) {
        this(root, type, retention, MetricSinks.open(root, System.getenv()));
    }

    public RunFolder(Path root, Class<S> type, Retention retention, List<MetricSink> sinks) {
        this.root = root;
        this.states = root.resolve("state");
        this.description = Json.MAPPER.getTypeFactory().constructParametricType(Description.class, type);
        this.retention = retention;
        this.progress = StepLines.progress(root);
        this.samples = StepLines.samples(root);
        this.sinks = List.copyOf(sinks);
    }

    /** Where a worker keeps a run's files, below its home. */
    public static Path below(Path home, RunId run) {
        return home.resolve("runs").resolve(run.text());
    }

    public Path root() {
        return root;
    }

    /** Whether a run was begun here and its states are still kept. */
    public boolean isBegun() {
        return Files.isDirectory(states);
    }

    /** Writes a state: {@code files} puts weights and optimisers into the directory that it is given. */
    public void save(int step, S state, Map<String, Double> metrics, Consumer<Path> files) {
        Path partial = states.resolve("partial");
        try {
            Directories.delete(partial);
            Files.createDirectories(partial);
            files.accept(partial);
            Description<S> described = new Description<>(step, state, metrics);
            Files.write(partial.resolve(DESCRIPTION), Json.MAPPER.writeValueAsBytes(described));
            Files.write(partial.resolve(HASHES), Json.MAPPER.writeValueAsBytes(hashes(partial)));
            Path target = directory(step);
            Directories.delete(target);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            deleteOld();
        } catch (IOException e) {
            throw FolderFailure.of(root, "its state cannot be written", e);
        }
    }

    /** The newest whole state; damaged ones are left aside with a warning. */
    public Optional<Saved<S>> newest() {
        return newestFirst().stream().flatMap(path -> read(path).stream()).findFirst();
    }

    /** The whole state after {@code step} steps, if it is still kept. */
    public Optional<Saved<S>> after(int step) {
        Path directory = directory(step);
        return Files.isDirectory(directory) ? read(directory) : Optional.empty();
    }

    /** The best whole state by the retention's metric; of equals the older. Empty where none was saved with that metric. */
    public Optional<Saved<S>> best() {
        return retention
                .best()
                .flatMap(best -> newestFirst().stream()
                        .flatMap(path -> read(path).stream())
                        .filter(saved -> best.of(saved.metrics()).isPresent())
                        .max(byMetric(best)));
    }

    /** Appends a step's metrics to {@code progress.jsonl}, and tells the sinks. */
    public void report(int step, Map<String, Double> metrics) {
        progress.append(step, new TreeMap<>(metrics));
        sinks.forEach(sink -> sink.report(step, metrics));
    }

    /** Appends answers of a step to {@code samples.jsonl}. */
    public void keepSamples(int step, List<SampledAnswer> answers) {
        samples.append(step, answers.stream().map(SampledAnswer::asMap).toList());
    }

    /** The steps' metrics. */
    public StepLines progress() {
        return progress;
    }

    /** The sampled answers; each line reads as a {@link SampledAnswer}. */
    public StepLines samples() {
        return samples;
    }

    /** Drops what steps after {@code step} left, whole or damaged: a resumed run makes it again. */
    public void forgetAfter(int step) {
        progress.forgetAfter(step);
        samples.forgetAfter(step);
        sinks.forEach(sink -> sink.forgetAfter(step));
        try {
            for (Path state : newestFirst()) {
                if (stepOf(state) > step) {
                    Directories.delete(state);
                }
            }
        } catch (IOException e) {
            throw FolderFailure.of(root, "its later states cannot be removed", e);
        }
    }

    /** Removes the states of a finished run; progress and samples stay. */
    public void deleteStates() {
        sinks.forEach(MetricSink::finish);
        try {
            Directories.delete(states);
        } catch (IOException e) {
            throw FolderFailure.of(root, "its states cannot be removed", e);
        }
    }

    private void deleteOld() throws IOException {
        List<Path> all = newestFirst();
        if (all.size() <= retention.last()) {
            return;
        }
        Set<Path> kept = new HashSet<>(all.subList(0, retention.last()));
        // Only the descriptions: reading a state's hashes again would read all its weights.
        retention
                .best()
                .flatMap(best -> all.stream()
                        .flatMap(path -> describe(path).stream())
                        .filter(saved -> best.of(saved.metrics()).isPresent())
                        .max(byMetric(best)))
                .ifPresent(best -> kept.add(best.directory()));
        for (Path old : all) {
            if (!kept.contains(old)) {
                Directories.delete(old);
            }
        }
    }

    private Comparator<Saved<S>> byMetric(Retention.Best best) {
        Comparator<Saved<S>> byMetric =
                Comparator.comparing(saved -> best.of(saved.metrics()).orElseThrow(), best.order());
        return byMetric.thenComparing(
                Comparator.comparingInt((Saved<S> saved) -> saved.step()).reversed());
    }

    private Optional<Saved<S>> read(Path directory) {
        try {
            Map<?, ?> expected = Json.MAPPER.readValue(Files.readAllBytes(directory.resolve(HASHES)), Map.class);
            if (expected.equals(hashes(directory))) {
                return describe(directory);
            }
            LOG.warn("The state {} is damaged and left aside: its files do not fit their hashes.", directory);
        } catch (IOException e) {
            LOG.warn("The state {} is damaged and left aside: {}", directory, e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<Saved<S>> describe(Path directory) {
        try {
            Description<S> read =
                    Json.MAPPER.readValue(Files.readAllBytes(directory.resolve(DESCRIPTION)), description);
            return Optional.of(new Saved<>(read.step(), read.state(), read.metrics(), directory));
        } catch (IOException e) {
            LOG.warn("The state {} is damaged and left aside: {}", directory, e.getMessage());
            return Optional.empty();
        }
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(states)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(states)) {
            return found.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.<Path>comparingInt(RunFolder::stepOf).reversed())
                    .toList();
        } catch (IOException e) {
            throw FolderFailure.of(root, "its states cannot be listed", e);
        }
    }

    private Path directory(int step) {
        return states.resolve("%08d".formatted(step));
    }

    private static int stepOf(Path directory) {
        return Integer.parseInt(directory.getFileName().toString());
    }

    private static Map<String, String> hashes(Path directory) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String path : DirectoryManifest.paths(directory)) {
            if (!path.equals(HASHES)) {
                hashes.put(path, Sha256.of(directory.resolve(path)));
            }
        }
        return hashes;
    }
}
