package dev.attune.cli.loop;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.Context;

/** A project's retraining policy at the registry. */
record Policies(ServiceClient registry, String projectId) {

    /** @param project id or name; one that the account sees */
    static Policies of(String project, LoopOptions options, Context context) throws InterruptedException {
        ServiceClient feedback = options.feedback(context);
        String id = feedback.projectId(project);
        return new Policies(options.registry(context), id);
    }

    JsonNode read() throws InterruptedException {
        return registry.get(path()).accepted().body();
    }

    JsonNode change(JsonNode policy, String reason) throws InterruptedException {
        return registry.put(path(), Map.of("policy", policy, "reason", reason))
                .accepted()
                .body();
    }

    JsonNode reset() throws InterruptedException {
        return registry.delete(path()).accepted().body();
    }

    JsonNode decisions(int most) throws InterruptedException {
        return registry.get(path() + "/decisions?limit=" + most).accepted().body();
    }

    private String path() {
        return "/api/retraining/" + projectId;
    }
}
