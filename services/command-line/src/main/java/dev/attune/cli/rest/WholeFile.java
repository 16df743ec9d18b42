package dev.attune.cli.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.preference.file.BadLine;

/**
 * Sends a file as it is, which the feedback service reads then: Apache Parquet, for which this command has no reader.
 *
 * @param path such as {@code /api/projects/ID/uploads}
 */
public record WholeFile(ServiceClient client, String path) {

    /** What the service takes at a time. */
    static final int PIECE = 8 << 20;

    private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final long PAUSE_MILLIS = 250;

    /**
     * What came of it.
     *
     * @param form of the rows
     * @param refused lines that were there already, or break a rule of the project
     * @param badLines lines that could not be read, and the first of those that were refused
     * @param unusedColumns with how many rows have each
     */
    public record Outcome(
            String form,
            int entered,
            int refused,
            int bad,
            List<BadLine> badLines,
            Map<String, Integer> unusedColumns) {
        public Outcome {
            badLines = List.copyOf(badLines);
            unusedColumns = Map.copyOf(unusedColumns);
        }
    }

    /** Whether a file must be sent as it is. */
    public static boolean isNeededFor(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
        } catch (IOException e) {
            return false; // whoever reads it next says why
        }
    }

    /**
     * Sends the file and has what is in it entered.
     *
     * @param kind {@code PREFERENCES} or {@code PROMPTS}
     * @param progress told how much of how much is done, first of the bytes and then of the lines
     * @throws AttuneException {@code file-unreadable} when the service cannot read it, or nothing in it can be entered
     */
    public Outcome send(Path file, String kind, BiConsumer<Long, Long> progress) throws InterruptedException {
        try (InputStream in = Files.newInputStream(file)) {
            long bytes = Files.size(file);
            Map<String, Object> upload =
                    Map.of("kind", kind, "name", file.getFileName().toString(), "bytes", bytes);
            String one = path + "/"
                    + client.post(path, upload, "").accepted().body().path("id").asText();
            long sent = 0;
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                client.putBytes(one + "/bytes?offset=" + sent, piece).accepted();
                sent += piece.length;
                progress.accept(sent, bytes);
            }
            JsonNode checked = await(one, "CHECKED", progress);
            if (checked.path("findings").path("good").asLong() > 0) {
                client.post(one + "/enter", Map.of(), "").accepted();
                checked = await(one, "ENTERED", progress);
            }
            return outcome(checked);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "file-unreadable", "The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private JsonNode await(String upload, String state, BiConsumer<Long, Long> progress) throws InterruptedException {
        long told = 0;
        while (true) {
            JsonNode now = client.get(upload).accepted().body();
            if (now.path("state").asText().equals(state)) {
                return now;
            }
            if (now.path("state").asText().equals("FAILED")) {
                throw ErrorCategory.CALLER.error(
                        "file-unreadable", now.path("failure").asText());
            }
            long done = now.path("done").asLong();
            if (done > told) {
                told = done;
                progress.accept(done, now.path("findings").path("good").asLong());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static Outcome outcome(JsonNode upload) {
        JsonNode findings = upload.path("findings");
        List<BadLine> bad = new ArrayList<>();
        for (JsonNode list : List.of(findings.path("badLines"), upload.path("refusals"))) {
            list.forEach(line -> bad.add(
                    new BadLine(line.path("line").asInt(), line.path("sentence").asText())));
        }
        Map<String, Integer> unused = new HashMap<>();
        findings.path("unused")
                .properties()
                .forEach(column -> unused.put(column.getKey(), column.getValue().asInt()));
        return new Outcome(
                findings.path("form").asText(),
                upload.path("entered").asInt(),
                upload.path("refused").asInt(),
                findings.path("bad").asInt(),
                bad,
                unused);
    }
}
