package dev.attune.cli.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.json.Json;

/**
 * A program in the place of a person: it takes an item, looks at both answers, and rates by the hidden rule, but errs
 * with a given probability. It uses the interface that the page uses and knows nothing that a person would not see.
 */
final class SimulatedRater implements Runnable {

    private final ServiceClient client;
    private final String projectId;
    private final HiddenRule rule;
    private final double noise;
    private final Random random;
    private final RatingCount count;

    SimulatedRater(ServiceClient client, String projectId, HiddenRule rule, Noise noise, RatingCount count) {
        this.client = client;
        this.projectId = projectId;
        this.rule = rule;
        this.noise = noise.probability();
        this.random = new Random(noise.seed());
        this.count = count;
    }

    /** How often a rater says the opposite of what it thinks, and the seed by which it does. */
    record Noise(double probability, long seed) {}

    @Override
    public void run() {
        try {
            while (!count.enough()) {
                ServiceClient.Answer next = client.post("/api/projects/" + projectId + "/next", Map.of(), "");
                if (next.status() == 204) {
                    Thread.sleep(150);
                } else {
                    rate(next.require(200));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rate(JsonNode item) throws InterruptedException {
        List<Message> prompt = Arrays.asList(Json.MAPPER.convertValue(item.get("prompt"), Message[].class));
        double difference = rule.compare(
                prompt, item.get("left").asText(), item.get("right").asText());
        boolean mistaken = random.nextDouble() < noise;
        Verdict verdict = verdict(mistaken ? -difference : difference);
        String lease = item.get("leaseId").asText();
        ServiceClient.Answer reply = client.post(
                "/api/leases/" + lease + "/rating",
                Map.of("verdict", verdict, "strength", strength(difference)),
                "rating-" + lease);
        if (reply.status() == 409 || reply.status() == 410) {
            count.refused();
            return;
        }
        count.accepted(reply.require(200, 201).get("ratingId").asText(), verdict, mistaken);
    }

    private static Verdict verdict(double difference) {
        return difference > 0 ? Verdict.LEFT : difference < 0 ? Verdict.RIGHT : Verdict.TIE;
    }

    private static int strength(double difference) {
        double size = Math.abs(difference);
        return size == 0 ? 0 : size < 0.5 ? 1 : size < 1.5 ? 2 : 3;
    }
}
