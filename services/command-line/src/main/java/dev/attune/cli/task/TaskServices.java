package dev.attune.cli.task;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.platform.status.Ports;

/** The two services that know tasks, as one account. */
record TaskServices(ServiceClient registry, ServiceClient inference) {

    static TaskServices of(AccountOptions account, CommonOptions common) throws InterruptedException {
        Ports ports = common.context().requireRunning();
        ServiceClient feedback = account.signIn(at(ports.feedback()), common.context());
        return new TaskServices(feedback.toward(at(ports.registry())), feedback.toward(at(ports.inference())));
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Published versions, newest first; of all tasks where {@code name} is empty. */
    List<JsonNode> versions(String name) throws InterruptedException {
        List<JsonNode> versions = new ArrayList<>();
        for (JsonNode checkpoint :
                registry.get("/api/checkpoints?kind=TASK&limit=1000").accepted().body()) {
            if (name.isEmpty() || checkpoint.at("/task/name").asText().equals(name)) {
                versions.add(checkpoint);
            }
        }
        versions.sort(Comparator.comparingInt(
                        (JsonNode version) -> version.at("/task/number").asInt())
                .reversed());
        return versions;
    }

    /** The promotion of what a task serves. */
    Optional<JsonNode> served(String name) throws InterruptedException {
        for (JsonNode promotion : registry.get("/api/promotions").accepted().body()) {
            if (promotion.path("channel").asText().equals(TaskDocument.channel(name))) {
                return Optional.of(promotion);
            }
        }
        return Optional.empty();
    }

    /** Makes a task serve a checkpoint; false where it does so already. */
    boolean promote(String name, String checkpointId, String reason) throws InterruptedException {
        Map<String, String> wanted =
                Map.of("channel", TaskDocument.channel(name), "checkpointId", checkpointId, "reason", reason);
        return registry.post("/api/promotions", wanted, "").accepted().status() == 201;
    }

    /** The version of a number. */
    JsonNode version(String name, int number) throws InterruptedException {
        List<JsonNode> versions = versions(name);
        return versions.stream()
                .filter(version -> version.at("/task/number").asInt() == number)
                .findFirst()
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "version-unknown",
                        versions.isEmpty()
                                ? "No version of a task " + name + " is published; ./attune tasks list shows all tasks."
                                : "The task " + name + " has no version " + number + "; the newest is "
                                        + versions.getFirst().at("/task/number").asInt() + "."));
    }

    /** The number of a version that is published; 0 where it is none of the task's. */
    int number(String name, String checkpointId) throws InterruptedException {
        return versions(name).stream()
                .filter(version -> version.path("checkpointId").asText().equals(checkpointId))
                .mapToInt(version -> version.at("/task/number").asInt())
                .findFirst()
                .orElse(0);
    }
}
