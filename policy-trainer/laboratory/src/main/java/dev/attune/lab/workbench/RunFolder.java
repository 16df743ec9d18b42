package dev.attune.lab.workbench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lab.suite.Suite;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TextFile;

/**
 * A run as it is kept: {@code suite.json} with the prompts as they were, {@code rows.jsonl} with every prompt and answer,
 * {@code report.md} for people. Written as the run goes; a run that was broken off has no {@code summary.json}.
 */
public final class RunFolder implements AutoCloseable {

    private static final String SUITE = "suite.json";
    private static final String ROWS = "rows.jsonl";
    private static final String SUMMARY = "summary.json";
    private static final String REPORT = "report.md";

    private final Path folder;
    private final BufferedWriter rows;

    private RunFolder(Path folder, BufferedWriter rows) {
        this.folder = folder;
        this.rows = rows;
    }

    /** What is kept of a run. */
    public record Kept(Map<String, String> prompts, Map<String, List<Message>> turns, List<RunRow> rows) {}

    /** The next free number in a folder of runs. */
    public static Path next(Path runs) {
        int number = 1;
        while (Files.exists(runs.resolve(String.valueOf(number)))) {
            number++;
        }
        return runs.resolve(String.valueOf(number));
    }

    /** Begins a run. */
    public static RunFolder begin(Path folder, Suite suite) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(SUMMARY));
            Map<String, String> prompts = new LinkedHashMap<>();
            suite.prompts().forEach(prompt -> prompts.put(prompt.label(), prompt.source()));
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("suite", suite.name());
            said.put("prompts", prompts);
            said.put("turns", turns(suite));
            said.put("providers", suite.providers());
            said.put("cases", suite.cases().size());
            said.put("repeat", suite.repeat());
            Files.writeString(folder.resolve(SUITE), Json.pretty(said) + "\n");
            return new RunFolder(folder, Files.newBufferedWriter(folder.resolve(ROWS)));
        } catch (IOException e) {
            throw notWritten(folder, e);
        }
    }

    /** The prompts' turns, for whoever keeps prompts in parts. */
    private static Map<String, List<Message>> turns(Suite suite) {
        Map<String, List<Message>> turns = new LinkedHashMap<>();
        suite.prompts()
                .forEach(prompt -> turns.put(
                        prompt.label(),
                        prompt.turns().stream()
                                .map(turn ->
                                        new Message(turn.role(), turn.content().source()))
                                .toList()));
        return turns;
    }

    private static RuntimeException notWritten(Path folder, IOException e) {
        return ErrorCategory.CALLER.error(
                "run-not-written",
                "The run could not be written to " + folder + ": " + TextFile.reason(e) + "; give another with --out.",
                e);
    }

    /** Keeps a row at once. */
    public void add(RunRow row) {
        try {
            rows.write(Json.text(row));
            rows.write('\n');
            rows.flush();
        } catch (IOException e) {
            throw notWritten(folder, e);
        }
    }

    /** Ends the run. */
    public void end(List<RunSummary> summaries, List<RunRow> all) {
        try {
            Files.writeString(folder.resolve(REPORT), RunReport.markdown(summaries, all));
            Path whole = folder.resolve(SUMMARY + ".new");
            Files.writeString(whole, Json.pretty(summaries) + "\n");
            Files.move(whole, folder.resolve(SUMMARY));
        } catch (IOException e) {
            throw notWritten(folder, e);
        }
    }

    /**
     * Reads a run.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code no-run}
     */
    public static Kept read(Path folder) {
        try {
            JsonNode suite = JsonRows.one(folder.resolve(SUITE));
            Map<String, String> prompts = new LinkedHashMap<>();
            suite.path("prompts")
                    .properties()
                    .forEach(prompt ->
                            prompts.put(prompt.getKey(), prompt.getValue().asText()));
            List<RunRow> rows = new ArrayList<>();
            JsonRows.read(folder.resolve(ROWS), row -> rows.add(row(folder, row)));
            return new Kept(prompts, turns(suite.path("turns")), rows);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "no-run", "There is no run in " + folder + ": " + TextFile.reason(e) + ".", e);
        }
    }

    private static Map<String, List<Message>> turns(JsonNode json) {
        Map<String, List<Message>> turns = new LinkedHashMap<>();
        json.properties().forEach(prompt -> {
            List<Message> all = new ArrayList<>();
            prompt.getValue()
                    .forEach(turn -> all.add(new Message(
                            turn.path("role").asText(), turn.path("content").asText())));
            turns.put(prompt.getKey(), all);
        });
        return turns;
    }

    private static RunRow row(Path folder, Row row) {
        try {
            return switch (row) {
                case Row.Good good -> Json.MAPPER.treeToValue(good.written(), RunRow.class);
                case Row.Bad bad -> throw damaged(folder, bad.line(), bad.sentence());
            };
        } catch (JsonProcessingException e) {
            throw damaged(folder, row.line(), Json.sentence(e));
        }
    }

    private static RuntimeException damaged(Path folder, int line, String why) {
        return ErrorCategory.CALLER.error(
                "no-run", "Line " + line + " of " + folder.resolve(ROWS) + " is no row of a run: " + why + ".");
    }

    public Path path() {
        return folder;
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
