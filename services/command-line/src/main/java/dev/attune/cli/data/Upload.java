package dev.attune.cli.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.artifact.Sha256;
import dev.attune.preference.file.BadLine;

/**
 * Sends a file's lines to the feedback service in batches.
 *
 * <p>Each batch's Idempotency-Key follows from the file and the batch's place in it: the same file imported again, also
 * after a connection that broke in the middle, adds nothing twice.
 *
 * @param path such as {@code /api/projects/ID/preferences}
 */
public record Upload(ServiceClient client, String path) {
    static final int BATCH = 500;

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
        int entered = 0;
        int repeated = 0;
        List<BadLine> rejected = new ArrayList<>();
        List<ImportLine> lines = file.lines();
        for (int from = 0; from < lines.size(); from += BATCH) {
            List<ImportLine> batch = lines.subList(from, Math.min(lines.size(), from + BATCH));
            List<Map<String, Object>> elements =
                    batch.stream().map(ImportLine::body).toList();
            ServiceClient.Answer answer =
                    client.post(path, body.of(elements), key(file, from)).accepted();
            int accepted = batch.size() - addRejected(rejected, answer.body().path("rejected"), batch);
            entered += answer.replayed() ? 0 : accepted;
            repeated += answer.replayed() ? accepted : 0;
            progress.accept(from + batch.size());
        }
        return new Outcome(entered, repeated, rejected);
    }

    private static int addRejected(List<BadLine> rejected, JsonNode list, List<ImportLine> batch) {
        for (JsonNode one : list) {
            ImportLine line = batch.get(one.path("index").asInt());
            rejected.add(new BadLine(
                    line.number(), one.path("detail").asText(one.path("code").asText())));
        }
        return list.size();
    }

    private String key(ImportFile file, int from) {
        return Sha256.of(path + "\n" + file.sha256() + "\n" + from + "\n" + BATCH);
    }
}
