package dev.attune.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PackagedService;
import dev.attune.service.testing.TestPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service is killed, and loses PostgreSQL; neither loses an event. */
@SuppressWarnings("NullAway.Init")
class FaultsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static TestPlatform platform;
    private static TestBus bus;

    @BeforeAll
    static void startPlatform() {
        platform = TestPlatform.start();
        bus = new TestBus(platform.bootstrapServers());
    }

    @AfterAll
    static void stopPlatform() {
        platform.close();
    }

    @Test
    void killedItKeepsWhatItKnewAndCatchesUpWhenStartedAgain() throws Exception {
        String base = Samples.id("base");
        String adapter = Samples.id("adapter");
        try (PackagedService registry = start()) {
            bus.send(Samples.base(base));
            awaitCheckpoint(registry, base);
            Map<String, String> promotion =
                    Map.of("channel", "production", "checkpointId", base, "reason", "first start");
            assertThat(registry.post("/api/promotions", promotion).statusCode()).isEqualTo(201);
            registry.kill();
        }
        bus.send(Samples.adapter(adapter, base), Samples.evaluation(adapter, base, 0.7));
        try (PackagedService registry = start()) {
            awaitCheckpoint(registry, base);
            Eventually.holds(
                    SOON,
                    "the promotion of " + adapter,
                    () -> adapter.equals(registry.get("/api/promotions").path("[0].checkpointId")));
            Eventually.holds(
                    SOON,
                    "both promotions on the bus, whose ids tell a second delivery",
                    () -> bus.events(Topics.PROMOTIONS, "production").stream()
                                    .map(ReceivedEvent::id)
                                    .distinct()
                                    .count()
                            == 2);
        }
    }

    @Test
    void withoutPostgresItSaysSoAndRecoversByItself() throws Exception {
        try (PackagedService registry = start()) {
            platform.database().stop();
            String missed = Samples.id("base");
            bus.send(Samples.base(missed));
            Response refused = registry.get("/api/checkpoints");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.contentType()).startsWith("application/problem+json");
            assertThat(refused.<String>path("code")).isEqualTo("database-unavailable");
            assertThat(registry.post("/api/jobs/ppo", Map.of()).statusCode()).isEqualTo(503);

            platform.database().startAgain();
            awaitCheckpoint(registry, missed);
            assertThat(bus.records(Topics.deadLetters(Topics.CHECKPOINTS), missed))
                    .isEmpty();
        }
    }

    private static PackagedService start() throws IOException {
        return PackagedService.start(platform, Map.of(), List.of("-Xmx256m"));
    }

    private static void awaitCheckpoint(PackagedService registry, String id) {
        Eventually.holds(
                SOON,
                "checkpoint " + id,
                () -> registry.get("/api/checkpoints/" + id).statusCode() == 200);
    }
}
