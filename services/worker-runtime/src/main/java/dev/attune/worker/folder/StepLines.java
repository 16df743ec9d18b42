package dev.attune.worker.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.json.Json;

/** A file in a run's folder with JSON lines that each belong to a step, under the name {@code step}. */
public final class StepLines {

    private static final String STEP = "step";

    private final Path root;
    private final Path file;

    private StepLines(Path root, String name) {
        this.root = root;
        this.file = root.resolve(name);
    }

    /** {@code progress.jsonl}: each step's metrics. */
    public static StepLines progress(Path root) {
        return new StepLines(root, "progress.jsonl");
    }

    /** {@code samples.jsonl}: answers sampled at a step, with what they were rewarded. */
    public static StepLines samples(Path root) {
        return new StepLines(root, "samples.jsonl");
    }

    public Path file() {
        return file;
    }

    /** Appends a line. */
    public void append(int step, Map<String, ?> values) {
        append(step, List.of(values));
    }

    /** Appends lines of one step. */
    public void append(int step, List<? extends Map<String, ?>> lines) {
        try {
            StringBuilder text = new StringBuilder();
            for (Map<String, ?> values : lines) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put(STEP, step);
                line.putAll(values);
                text.append(Json.text(line)).append('\n');
            }
            Files.createDirectories(root);
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw FolderFailure.of(root, file.getFileName() + " cannot be written", e);
        }
    }

    /** Drops the lines of steps after {@code step}, which a resumed run will write again, and lines that a crash cut short. */
    public void forgetAfter(int step) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> kept = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (stepOf(line) <= step) {
                    kept.add(line);
                }
            }
            Path partial = root.resolve(file.getFileName() + ".partial");
            Files.write(partial, kept);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw FolderFailure.of(root, file.getFileName() + " cannot be shortened", e);
        }
    }

    /** The whole lines, in order; {@code step} is among the values. None if there is no such file. */
    public List<Map<String, Object>> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Map<String, Object>> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (stepOf(line) < Integer.MAX_VALUE) {
                    lines.add(Json.MAPPER.readValue(line, Json.MAP));
                }
            }
            return lines;
        } catch (IOException e) {
            throw FolderFailure.of(root, file.getFileName() + " cannot be read", e);
        }
    }

    /** A line that a crash cut short belongs to a step that was not saved. */
    private static int stepOf(String line) {
        try {
            return Json.MAPPER.readTree(line).path(STEP).asInt(Integer.MAX_VALUE);
        } catch (JsonProcessingException e) {
            return Integer.MAX_VALUE;
        }
    }
}
