package dev.attune.cli.upkeep;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.platform.status.Ports;

/** Puts back on the bus what the services have sent and the bus has lost. */
@Command(
        name = "republish",
        description = {
            "Compare, by id, the events that the services have sent with those on the bus; with --yes, send what is missing.",
            "The services keep what they sent for 7 days (ATTUNE_OUTBOX_KEEP_SENT)."
        },
        footer = {"", "Example: ./attune republish --user admin --password-file ~/attune-password"})
public final class RepublishCommand implements Callable<Integer> {

    private static final Duration LONG = Duration.ofHours(1);

    @Option(names = "--yes", description = "Send what is missing; without it, nothing is changed.")
    private boolean yes;

    @Option(names = "--set-apart", description = "Also try again what could not be sent, such as too large an event.")
    private boolean setApart;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result: by service, what it answered. */
    public record Result(boolean sent, Map<String, JsonNode> services) {}

    @Override
    public Integer call() throws InterruptedException {
        Ports ports = common.context().requireRunning();
        ServiceClient feedback = account.signIn(at(ports.feedback()), common.context());
        Map<String, Object> request = Map.of("dryRun", !yes, "setApart", setApart);
        Map<String, JsonNode> services = new LinkedHashMap<>();
        for (String name : List.of("feedback-service", "registry-service")) {
            int port = name.startsWith("feedback") ? ports.feedback() : ports.registry();
            JsonNode report = feedback.toward(at(port))
                    .within(LONG)
                    .post("/api/outbox/republish", request, "")
                    .accepted()
                    .body();
            services.put(name, report);
        }
        common.give(
                new Result(yes, services),
                out -> services.forEach((name, report) -> {
                    out.printf(
                            "%s: %d events compared",
                            name, report.path("compared").asLong());
                    if (report.hasNonNull("keptSince")) {
                        out.printf(
                                ", the oldest of %s", report.path("keptSince").asText());
                    }
                    out.println();
                    report.path("missing")
                            .properties()
                            .forEach(topic -> out.printf(
                                    "  %s lacks %d%s%n",
                                    topic.getKey(), topic.getValue().asLong(), yes ? ", which are sent again" : ""));
                    if (setApart) {
                        out.printf(
                                "  set apart: %d%s%n", report.path("setApart").asLong(), yes ? ", tried again" : "");
                    }
                    if (report.path("missing").isEmpty()) {
                        out.println("  nothing is missing");
                    }
                }));
        return 0;
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
