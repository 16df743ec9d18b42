package dev.attune.cli.card;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.reproduce.KnownCheckpoints;
import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.Context;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.platform.status.Ports;

/**
 * The registry of the running platform, asked for the card of a checkpoint.
 *
 * @param checkpoint by its id, or by its name
 */
record CardSource(ServiceClient registry, CheckpointPublished checkpoint) {

    /** A card that is asked for first has the data counted, which reads all ratings. */
    private static final Duration LONG = Duration.ofMinutes(10);

    static CardSource of(String name, AccountOptions account, Context context) throws InterruptedException {
        Ports ports = context.requireRunning();
        CheckpointPublished checkpoint =
                KnownCheckpoints.read(context.requireBus()).named(name);
        ServiceClient registry = account.signIn(at(ports.feedback()), context)
                .toward(at(ports.registry()))
                .within(LONG);
        return new CardSource(registry, checkpoint);
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private String path() {
        return "/api/checkpoints/" + checkpoint.checkpointId() + "/card";
    }

    JsonNode json() throws InterruptedException {
        return registry.get(path()).accepted().body();
    }

    String markdown() throws InterruptedException {
        try (InputStream text = registry.download(path(), "text/markdown")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ErrorCategory.RETRIABLE.error("export-broken", "The card broke off; try again.", e);
        }
    }

    void state(Map<String, String> statements) throws InterruptedException {
        registry.put(path() + "/statements", Map.of("statements", statements)).accepted();
    }
}
