package dev.attune.cli.task;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.terminal.CommonOptions;

/** What a reviewer says of a proposal. */
final class Decision {

    private Decision() {}

    /** @param decision as the registry's route calls it */
    static void make(String id, String decision, String reason, TaskServices services, CommonOptions common)
            throws InterruptedException {
        JsonNode proposal = services.registry()
                .post("/api/proposals/" + id + "/" + decision, Map.of("reason", reason), "")
                .accepted()
                .body();
        String name = proposal.path("name").asText();
        int version = proposal.at("/decision/version").asInt();
        common.give(proposal, out -> {
            if (version == 0) {
                out.printf("%s of the task %s is rejected.%n", id, name);
            } else {
                out.printf(
                        "Version %d of the task %s is published; ./attune tasks promote %s %d makes it served.%n",
                        version, name, name, version);
            }
        });
    }
}
