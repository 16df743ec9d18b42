package dev.attune.cli.erase;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.attune.cli.reproduce.KnownCheckpoints;
import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.Context;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.name.RunId;
import dev.attune.platform.status.Ports;
import dev.attune.worker.folder.RunFolder;

/**
 * Carries an erasure from where people are known to where checkpoints are. Every step can be made again: a command that was killed is given
 * once more.
 */
record ErasureFollower(ServiceClient feedback, ServiceClient registry, Context context) {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Written into a run's folder by recipes that learn from what people wrote. */
    private static final String WRITTEN = "demonstrations.jsonl";

    static ErasureFollower of(AccountOptions account, Context context) throws InterruptedException {
        Ports ports = context.requireRunning();
        ServiceClient feedback = account.signIn(at(ports.feedback()), context);
        return new ErasureFollower(
                feedback, feedback.toward(at(ports.registry())).within(LONG), context);
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * The result.
     *
     * @param person what feedback-service says of it
     * @param checkpoints what registry-service says of it
     */
    record Result(JsonNode person, JsonNode checkpoints) {}

    String begin(String name, String reason) throws InterruptedException {
        return feedback.post("/api/accounts/" + name + "/erasure", Map.of("reason", reason), "")
                .accepted()
                .body()
                .path("id")
                .asText();
    }

    /** Waits until the person is gone, then lets the registry find and erase what runs have kept. */
    Result follow(String id, PrintWriter err) throws InterruptedException {
        JsonNode person = awaitFinished(id, err);
        JsonNode keys = feedback.get("/api/erasures/" + id + "/keys").accepted().body();
        JsonNode checkpoints =
                registry.post("/api/erasures", keys, "").accepted().body();
        forgetInRuns(checkpoints);
        return new Result(person, checkpoints);
    }

    private JsonNode awaitFinished(String id, PrintWriter err) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (true) {
            JsonNode person = feedback.get("/api/erasures/" + id).accepted().body();
            if (person.hasNonNull("finishedAt")) {
                return person;
            }
            if (System.nanoTime() > deadline) {
                throw ErrorCategory.RETRIABLE.error(
                        "erasure-state",
                        "The ratings are still being taken out; it goes on by itself: give ./attune admin erasure " + id
                                + " later.");
            }
            if (!told) {
                err.println("Erasure " + id + ": the ratings are being taken out.");
                err.flush();
                told = true;
            }
            Thread.sleep(500);
        }
    }

    /** Runs that learnt from what people wrote have it in their folders, on this machine. */
    private void forgetInRuns(JsonNode report) {
        KnownCheckpoints known = KnownCheckpoints.read(context.requireBus());
        for (JsonNode found : report.path("found")) {
            known.byId(found.path("checkpointId").asText())
                    .map(checkpoint -> checkpoint.lineage().runId())
                    .ifPresent(this::forgetInRun);
        }
    }

    private void forgetInRun(String runId) {
        Path file =
                RunFolder.below(context.home().directory(), new RunId(runId)).resolve(WRITTEN);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "not-erased", "The file " + file + " cannot be removed: " + e.getMessage() + ".", e);
        }
    }

    /** @throws AttuneException as the registry says it */
    JsonNode train(String id, String checkpoint, @Nullable String data) throws InterruptedException {
        Map<String, Object> request = new HashMap<>(Map.of(
                "checkpointId",
                KnownCheckpoints.read(context.requireBus()).named(checkpoint).checkpointId()));
        if (data != null) {
            request.put("dataSha256", data);
        }
        return registry.post("/api/erasures/" + id + "/training", request, "")
                .accepted()
                .body();
    }
}
