package dev.attune.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;

/** The hidden rule as an HTTP judge for the blind evaluation: it sees prompts and answers, never who made them. */
final class JudgeServer implements AutoCloseable {

    static final String NAME = "simulated-raters:hidden-rule";

    private final HttpServer server;
    private final HiddenRule rule;

    JudgeServer(HiddenRule rule) throws IOException {
        this.rule = rule;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/judge", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/judge");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer;
            int status;
            try {
                answer = Json.MAPPER.writeValueAsBytes(judge(Json.MAPPER.readTree(exchange.getRequestBody())));
                status = 200;
            } catch (IOException | IllegalArgumentException e) {
                answer = Json.MAPPER.writeValueAsBytes(java.util.Map.of("detail", String.valueOf(e.getMessage())));
                status = 400;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private ObjectNode judge(JsonNode request) {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("judge", NAME);
        ArrayNode verdicts = answer.putArray("verdicts");
        for (JsonNode pair : request.withArray("pairs")) {
            List<Message> prompt = Arrays.asList(Json.MAPPER.convertValue(pair.get("prompt"), Message[].class));
            double difference = rule.compare(
                    prompt, pair.get("first").asText(), pair.get("second").asText());
            verdicts.add(difference > 0 ? "FIRST" : difference < 0 ? "SECOND" : "TIE");
        }
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
