package dev.attune.cli.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;
import dev.attune.preference.file.BadLine;

/**
 * Sends a file's lines to the feedback service in batches, bounded by lines and by bytes.
 *
 * <p>Each batch's Idempotency-Key follows from the file, the batch's place in it and what is sent of it: the same file imported
 * again, also after a connection that broke in the middle, adds nothing twice; imported with other options it is another import.
 *
 * @param path such as {@code /api/projects/ID/preferences}
 */
public record Upload(ServiceClient client, String path) {
    static final int BATCH = 500;

    /** Bytes of one body, well below what the service takes. */
    static final int BATCH_BYTES = 4 << 20;

    /** A map's own order differs from process to process. */
    private static final ObjectWriter IN_ORDER =
            Json.MAPPER.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final int TOO_LARGE = 413;

    /**
     * What came of it.
     *
     * @param entered lines that this call entered
     * @param repeated lines that an earlier import had entered
     * @param rejected lines that the service refused, with its sentences
     */
    public record Outcome(int entered, int repeated, List<BadLine> rejected) {
        public Outcome {
            rejected = List.copyOf(rejected);
        }
    }

    /** Makes a request's body of a batch's elements. */
    @FunctionalInterface
    public interface Body {
        Map<String, Object> of(List<Map<String, Object>> elements);
    }

    /** @param progress told how many lines are done */
    public Outcome send(ImportFile file, Body body, IntConsumer progress) throws InterruptedException {
        Tally tally = new Tally();
        List<ImportLine> lines = file.lines();
        for (int from = 0, end; from < lines.size(); from = end) {
            end = end(lines, from);
            send(file, from, end, body, tally);
            progress.accept(end);
        }
        return new Outcome(tally.entered, tally.repeated, tally.rejected);
    }

    /** As many lines as one body may hold, at least one. */
    private static int end(List<ImportLine> lines, int from) {
        long bytes = 0;
        int end = from;
        while (end < lines.size() && end - from < BATCH) {
            bytes += Json.text(lines.get(end).body()).getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > BATCH_BYTES && end > from) {
                break;
            }
            end++;
        }
        return end;
    }

    /** Lines that the service finds too many for one body are sent again in halves; one alone is a bad line. */
    private void send(ImportFile file, int from, int end, Body body, Tally tally) throws InterruptedException {
        List<ImportLine> batch = file.lines().subList(from, end);
        List<Map<String, Object>> elements =
                batch.stream().map(ImportLine::body).toList();
        Map<String, Object> sent = body.of(elements);
        ServiceClient.Answer answer = client.post(path, sent, key(file, from, end, sent));
        if (answer.status() == TOO_LARGE && batch.size() > 1) {
            int middle = from + batch.size() / 2;
            send(file, from, middle, body, tally);
            send(file, middle, end, body, tally);
            return;
        }
        if (answer.status() == TOO_LARGE) {
            tally.rejected.add(new BadLine(
                    batch.getFirst().number(),
                    answer.body().path("detail").asText("it is longer than a request may be")));
            return;
        }
        int rejected = addRejected(tally.rejected, answer.accepted().body().path("rejected"), batch);
        int accepted = batch.size() - rejected;
        tally.entered += answer.replayed() ? 0 : accepted;
        tally.repeated += answer.replayed() ? accepted : 0;
    }

    private static final class Tally {
        private final List<BadLine> rejected = new ArrayList<>();
        private int entered;
        private int repeated;
    }

    private static int addRejected(List<BadLine> rejected, JsonNode list, List<ImportLine> batch) {
        for (JsonNode one : list) {
            ImportLine line = batch.get(one.path("index").asInt());
            rejected.add(new BadLine(
                    line.number(), one.path("detail").asText(one.path("code").asText())));
        }
        return list.size();
    }

    private String key(ImportFile file, int from, int end, Map<String, Object> sent) {
        try {
            String body = Sha256.of(IN_ORDER.writeValueAsBytes(sent));
            return Sha256.of(path + "\n" + file.sha256() + "\n" + from + "\n" + end + "\n" + body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A batch could not be written as JSON", e);
        }
    }
}
