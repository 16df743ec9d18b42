package dev.attune.registry;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.ExchangeEvent.Arm;
import dev.attune.contracts.event.ExchangeEvent.Assignment;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.ExchangeEvent.Finish;
import dev.attune.contracts.event.FeedbackEvent.LiveFeedbackGiven;
import dev.attune.contracts.event.FeedbackEvent.Reaction;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;

/** A channel of its own that serves one checkpoint, and another that could be its canary; and people on the bus. */
final class CanaryFixture {

    static final Duration SOON = Duration.ofSeconds(60);

    final TestBus bus = new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    final String channel = Samples.id("channel");
    final String production;
    final String candidate;

    private CanaryFixture(String production, String candidate) {
        this.production = production;
        this.candidate = candidate;
    }

    static CanaryFixture serving() throws IOException {
        CheckpointPublished first = TaskFolders.base();
        CheckpointPublished second = TaskFolders.base();
        CanaryFixture fixture = new CanaryFixture(first.checkpointId(), second.checkpointId());
        fixture.bus.send(first, second);
        fixture.await("/api/checkpoints/" + second.checkpointId(), "checkpointId", second.checkpointId());
        fixture.await("/api/checkpoints/" + first.checkpointId(), "checkpointId", first.checkpointId());
        fixture.promote(first.checkpointId()).statusCode(201);
        return fixture;
    }

    ValidatableResponse promote(String checkpointId) {
        return post(
                "/api/promotions",
                Map.of("channel", channel, "checkpointId", checkpointId, "reason", "a test wants it"));
    }

    String channelPath() {
        return "/api/channels/" + channel;
    }

    String canaryPath() {
        return channelPath() + "/canary";
    }

    long version() {
        return get(channelPath()).extract().jsonPath().getLong("version");
    }

    /** The id of a canary that has begun. */
    String start(double share, Map<String, Object> settings) {
        return want(candidate, share, version(), settings)
                .statusCode(201)
                .extract()
                .path("canaryId");
    }

    ValidatableResponse want(String checkpointId, double share, long version, Map<String, Object> settings) {
        Map<String, Object> body = new HashMap<>(
                Map.of("checkpointId", checkpointId, "share", share, "version", version, "reason", "to try it"));
        body.put("settings", settings);
        return post(canaryPath(), body);
    }

    void exchange(String canary, Arm arm, double share, String person, Finish finish, int tokens) {
        bus.send(exchange("chatcmpl-" + person, canary, arm, share, person, finish, tokens));
    }

    ExchangeEnded exchange(
            String completion, String canary, Arm arm, double share, String person, Finish finish, int tokens) {
        return new ExchangeEnded(
                completion,
                channel,
                new Assignment(canary, arm, share),
                arm == Arm.CANARY ? candidate : production,
                person,
                person,
                null,
                finish,
                300,
                10,
                tokens,
                tokens == 0,
                null,
                Instant.now());
    }

    LiveFeedbackGiven vote(String completion, String canary, Arm arm, String person, Reaction reaction) {
        return new LiveFeedbackGiven(
                completion,
                channel,
                new Assignment(canary, arm, 0.5),
                arm == Arm.CANARY ? candidate : production,
                person,
                null,
                reaction,
                reaction.score(),
                0.25,
                LiveFeedbackGiven.LIVE,
                null,
                Instant.now());
    }

    /** So many people of each arm, by turns, who were answered and reacted. */
    void people(String canary, int ofEach, Reaction toProduction, Reaction toCanary) {
        for (int i = 0; i < ofEach; i++) {
            for (Arm arm : Arm.values()) {
                String person = "p" + i + "-" + arm.text();
                exchange(canary, arm, 0.5, person, Finish.STOP, 20);
                bus.send(vote("chatcmpl-" + person, canary, arm, person, arm == Arm.CANARY ? toCanary : toProduction));
            }
        }
    }

    /** What the bus has of the channel, of one kind. */
    <T extends Event> List<T> said(String key, Class<T> type) {
        return bus.events(Topics.PROMOTIONS, key).stream()
                .map(ReceivedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    void await(String path, String field, @Nullable Object value) {
        Eventually.holds(SOON, path + " " + field + " = " + value, () -> {
            var response = given().auth().oauth2(TestTokens.token("reviewer")).get(path);
            return response.statusCode() == 200
                    && String.valueOf(value).equals(String.valueOf(response.<Object>path(field)));
        });
    }

    ValidatableResponse get(String path) {
        return given().auth()
                .oauth2(TestTokens.token("reviewer"))
                .get(path)
                .then()
                .statusCode(200);
    }

    ValidatableResponse post(String path, Map<String, ?> body) {
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }
}
