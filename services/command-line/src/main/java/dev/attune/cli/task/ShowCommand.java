package dev.attune.cli.task;

import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/** A version or a proposal with all that a reviewer judges by. */
@Command(
        name = "show",
        description = "A version of a task, or a proposal: prompt, adapters, figures, who proposed and approved it.",
        footer = {"", "Example: ./attune tasks show reviews 2 --user eva --password-file ~/eva-password"})
final class ShowCommand implements Callable<Integer> {

    private static final String PROPOSAL = "proposal-";

    @Parameters(index = "0", paramLabel = "NAME", description = "The task, or the id of a proposal.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "Else what is served, or the newest.")
    private @Nullable Integer number;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        TaskServices services = TaskServices.of(account, common);
        JsonNode proposal = name.startsWith(PROPOSAL)
                ? services.registry().get("/api/proposals/" + name).accepted().body()
                : proposalOf(services, checkpoint(services));
        common.give(proposal, out -> {
            JsonNode task = proposal.path("task");
            JsonNode decision = proposal.path("decision");
            out.printf(
                    "%s %s, %s of %s, proposed by %s at %s%n",
                    proposal.path("name").asText(),
                    decision.path("version").asText("(no version)"),
                    proposal.path("state").asText(),
                    proposal.path("proposalId").asText(),
                    proposal.path("proposedBy").asText(),
                    proposal.path("proposedAt").asText());
            if (!proposal.path("reason").asText().isEmpty()) {
                out.println("  because: " + proposal.path("reason").asText());
            }
            if (decision.isObject()) {
                out.printf(
                        "  decided by %s at %s: %s%n",
                        decision.path("by").asText(),
                        decision.path("at").asText(),
                        decision.path("reason").asText());
            }
            out.printf(
                    "  artifact %s, base %s%n",
                    proposal.at("/artifact/sha256").asText(), task.path("base").asText());
            JsonNode evidence = task.path("evaluation");
            out.printf(
                    "  measured on %s (%d examples)%n",
                    evidence.path("data").asText(), evidence.path("examples").asInt());
            evidence.path("metrics")
                    .properties()
                    .forEach(metric -> out.printf(
                            "    %-16s %.3f  %.3f to %.3f%s%n",
                            metric.getKey(),
                            metric.getValue().path("mean").asDouble(),
                            metric.getValue().path("low").asDouble(),
                            metric.getValue().path("high").asDouble(),
                            before(evidence.path("before").path(metric.getKey()))));
            out.println(Json.pretty(task.path("prompt")));
            if (!task.path("adapters").isEmpty()) {
                out.println(Json.pretty(task.path("adapters")));
            }
        });
        return 0;
    }

    private static String before(JsonNode figure) {
        return figure.isObject()
                ? String.format(
                        java.util.Locale.ROOT,
                        "  (before: %.3f)",
                        figure.path("mean").asDouble())
                : "";
    }

    private String checkpoint(TaskServices services) throws InterruptedException {
        if (number != null) {
            return services.version(name, number).path("checkpointId").asText();
        }
        Optional<JsonNode> served = services.served(name);
        return served.isPresent()
                ? served.get().path("checkpointId").asText()
                : services.versions(name).stream()
                        .findFirst()
                        .map(newest -> newest.path("checkpointId").asText())
                        .orElse("");
    }

    private JsonNode proposalOf(TaskServices services, String checkpointId) throws InterruptedException {
        for (JsonNode proposal : services.registry()
                .get("/api/proposals?limit=1000&name=" + name)
                .accepted()
                .body()) {
            if (checkpointId.equals(proposal.at("/decision/checkpointId").asText("-"))) {
                return proposal;
            }
        }
        throw ErrorCategory.CALLER.error(
                "task-unknown", "There is no published version of a task " + name + "; ./attune tasks list shows all.");
    }
}
