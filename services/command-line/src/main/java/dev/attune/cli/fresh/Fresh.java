package dev.attune.cli.fresh;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.loop.LoopOptions;
import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.Context;

/** What a project has set, at feedback-service. */
record Fresh(ServiceClient feedback, String projectId) {

    /** @param project id or name; one that the account manages */
    static Fresh of(String project, LoopOptions options, Context context) throws InterruptedException {
        ServiceClient feedback = options.feedback(context);
        return new Fresh(feedback, feedback.projectId(project));
    }

    JsonNode read() throws InterruptedException {
        return feedback.get(path()).accepted().body();
    }

    /** @param version that was seen */
    JsonNode change(JsonNode setting, int version) throws InterruptedException {
        return feedback.put(path(), setting, version).accepted().body();
    }

    private String path() {
        return "/api/projects/" + projectId + "/fresh";
    }
}
