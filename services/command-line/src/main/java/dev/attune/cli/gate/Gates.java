package dev.attune.cli.gate;

import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.loop.LoopOptions;
import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.Context;

/** A project's gates at the registry. */
record Gates(ServiceClient registry, String projectId) {

    /** @param project id or name; one that the account sees */
    static Gates of(String project, LoopOptions options, Context context) throws InterruptedException {
        return new Gates(options.registry(context), options.feedback(context).projectId(project));
    }

    JsonNode read() throws InterruptedException {
        return registry.get(path()).accepted().body();
    }

    JsonNode change(JsonNode policy, String reason) throws InterruptedException {
        return registry.put(path(), Map.of("policy", policy, "reason", reason))
                .accepted()
                .body();
    }

    JsonNode remove() throws InterruptedException {
        return registry.delete(path()).accepted().body();
    }

    JsonNode measure(String checkpointId) throws InterruptedException {
        return registry.post(
                        path() + "/attempts",
                        Map.of("checkpointId", checkpointId),
                        UUID.randomUUID().toString())
                .accepted()
                .body();
    }

    JsonNode results(int most) throws InterruptedException {
        return registry.get(path() + "/attempts?limit=" + most).accepted().body();
    }

    private String path() {
        return "/api/gates/" + projectId;
    }
}
