package dev.attune.cli.channel;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.name.Names;
import dev.attune.platform.status.Ports;

/** The registry's view of one channel, as one account. */
record ChannelCalls(ServiceClient registry, String channel) {

    static ChannelCalls of(String channel, AccountOptions account, CommonOptions common) throws InterruptedException {
        if (!Names.isName(channel)) {
            throw ErrorCategory.CALLER.error("channel-unknown", "There is no channel " + channel + ".");
        }
        Ports ports = common.context().requireRunning();
        ServiceClient feedback = account.signIn(at(ports.feedback()), common.context());
        return new ChannelCalls(feedback.toward(at(ports.registry())), channel);
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What it serves. */
    JsonNode channelState() throws InterruptedException {
        return registry.get(path("")).accepted().body();
    }

    /** The canary that runs, or the last that did. */
    JsonNode canary() throws InterruptedException {
        return registry.get(path("/canary")).accepted().body();
    }

    /** Does something under the version that the channel has now: whoever is faster is not overruled. */
    JsonNode change(String way, Map<String, ?> said) throws InterruptedException {
        return registry.post(path(way), versioned(said), "").accepted().body();
    }

    JsonNode share(Map<String, ?> said) throws InterruptedException {
        return registry.put(path("/canary/share"), versioned(said)).accepted().body();
    }

    /** Does something whatever the channel does now. */
    JsonNode atOnce(String way, String reason) throws InterruptedException {
        return registry.post(path(way), Map.of("reason", reason), "").accepted().body();
    }

    private Map<String, Object> versioned(Map<String, ?> said) throws InterruptedException {
        Map<String, Object> body = new HashMap<>(said);
        body.put("version", channelState().path("version").asLong());
        return body;
    }

    private String path(String way) {
        return "/api/channels/" + channel + way;
    }
}
