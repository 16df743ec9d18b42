package dev.attune.cli.channel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollback}: back to what a channel served. */
@Command(
        name = "rollback",
        description = "Make a channel serve what it served before; no gate is asked. A second time leads back again.",
        footer = {"", "Example: ./attune rollback production --reason \"it is rude\""})
public final class RollbackCommand implements Callable<Integer> {

    @Option(names = "--to", paramLabel = "CHECKPOINT", description = "Something else that it served once.")
    private String to = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the history.")
    private String reason = "";

    @Mixin
    private ChannelOptions options = new ChannelOptions();

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> wanted = new HashMap<>(Map.of("reason", reason));
        if (!to.isEmpty()) {
            wanted.put("checkpointId", to);
        }
        JsonNode promoted = options.calls().change("/rollback", wanted);
        options.common()
                .give(
                        promoted,
                        out -> out.printf(
                                "%s serves %s again, no longer %s%n",
                                options.channel(),
                                promoted.path("checkpointId").asText(),
                                promoted.path("previousCheckpointId").asText()));
        return 0;
    }
}
