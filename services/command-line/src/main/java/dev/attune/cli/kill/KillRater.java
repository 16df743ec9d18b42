package dev.attune.cli.kill;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;

/**
 * A simulated rater that does what the page does: takes an item, rates it under an Idempotency-Key, sends the same request
 * again until it is answered, and writes the answer down before it goes on.
 */
record KillRater(
        String name, ServiceClient client, String projectId, Journal journal, Duration think, BooleanSupplier going)
        implements Runnable {

    private static final Duration NOTHING_LEFT = Duration.ofMillis(200);

    @Override
    public void run() {
        try {
            while (going.getAsBoolean()) {
                ServiceClient.Answer next = client.post("/api/projects/" + projectId + "/next", Map.of(), "");
                if (next.status() == 204) {
                    Thread.sleep(NOTHING_LEFT);
                } else {
                    rate(next.accepted().body());
                    Thread.sleep(think);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rate(JsonNode item) throws InterruptedException {
        String lease = item.path("leaseId").asText();
        String itemId = item.path("itemId").asText();
        Vote vote = Vote.on(itemId, name);
        String key = "bench-" + lease;
        long begun = System.nanoTime();
        ServiceClient.Answer answer = client.post("/api/leases/" + lease + "/rating", vote, key);
        if (answer.status() == 409 || answer.status() == 410) {
            journal.refused(answer.body().path("code").asText("no code"));
            return;
        }
        String rating = answer.accepted().body().path("ratingId").asText();
        journal.keep(new Acknowledged(name, lease, itemId, vote, key, rating, Instant.now()), begun);
    }
}
