package dev.attune.cli.gate;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Mixin;

import dev.attune.cli.loop.LoopOptions;
import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.CommonOptions;

/** A command that does one thing with a promotion that people must stand behind, and shows how it stands then. */
abstract class ApprovalCommand implements Callable<Integer> {

    static final String PATH = "/api/approvals";

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    abstract JsonNode done(ServiceClient registry) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        JsonNode done = done(options.registry(common.context()));
        common.give(done, out -> GateText.open(done, out));
        return 0;
    }

    static JsonNode post(ServiceClient registry, String path, Map<String, String> body) throws InterruptedException {
        return registry.post(PATH + path, body, UUID.randomUUID().toString())
                .accepted()
                .body();
    }
}
