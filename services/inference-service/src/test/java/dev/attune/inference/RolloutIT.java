package dev.attune.inference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.AccessEvent.ConsentChanged;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.ExchangeEvent.Arm;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.ExchangeEvent.Finish;
import dev.attune.contracts.event.PromotionEvent.CanaryEnded;
import dev.attune.contracts.event.PromotionEvent.CanaryOutcome;
import dev.attune.contracts.event.PromotionEvent.CanaryServed;
import dev.attune.contracts.event.PromotionEvent.ChannelResumed;
import dev.attune.contracts.event.PromotionEvent.ChannelStopped;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** Who is answered by a canary, what is told of answers, and channels that are stopped or rolled back. */
@QuarkusTest
@QuarkusTestResource(ModelsResource.class)
class RolloutIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PEOPLE = 60;

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @BeforeEach
    void awaitReadiness() {
        Eventually.holds(
                SOON,
                "the service is ready",
                () -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void aPersonIsAlwaysAnsweredByTheSameOneAndWhoWasInStaysInWhenTheShareGrows() {
        String channel = serving(TestModels.BASE);
        String salt = UUID.randomUUID().toString();
        CanaryServed small = canary(channel, salt, 0.25);
        bus.send(small);
        awaitCanary(small);

        Set<String> first = answeredByCanary(channel);
        assertThat(answeredByCanary(channel)).isEqualTo(first);
        assertThat(first).hasSizeBetween(5, 28).allMatch(user -> small.answers(subject(user)));

        CanaryServed larger = canary(channel, salt, 0.75);
        bus.send(larger);
        Eventually.holds(
                SOON, "the share has grown", () -> answeredByCanary(channel).size() > first.size());
        Set<String> second = answeredByCanary(channel);
        assertThat(second).containsAll(first).hasSizeBetween(32, 56);

        bus.send(new CanaryEnded(
                channel, small.canaryId(), small.checkpointId(), CanaryOutcome.KEPT, "over", "p-1", Instant.now()));
        Eventually.holds(
                SOON, "the canary is over", () -> answeredByCanary(channel).isEmpty());
    }

    @Test
    void whatWasServedIsToldWithTheArmAndNobodysName() {
        String channel = serving(TestModels.BASE);
        CanaryServed canary = canary(channel, UUID.randomUUID().toString(), 0.5);
        bus.send(canary);
        awaitCanary(canary);

        Response answer = chat(channel, "somebody@example.org", null);
        ExchangeEnded told = told(answer.path("id"));

        boolean canaryAnswers = canary.answers(subject("somebody@example.org"));
        assertThat(told.channel()).isEqualTo(channel);
        assertThat(told.checkpointId()).isEqualTo(answer.<String>path("model"));
        assertThat(told.assignment()).isNotNull().satisfies(assignment -> {
            assertThat(assignment.canaryId()).isEqualTo(canary.canaryId());
            assertThat(assignment.arm()).isEqualTo(canaryAnswers ? Arm.CANARY : Arm.PRODUCTION);
            assertThat(assignment.share()).isEqualTo(0.5);
        });
        assertThat(told.account()).isEqualTo("p-1");
        assertThat(told.subject()).isEqualTo(subject("somebody@example.org")).doesNotContain("somebody");
        assertThat(told.finish()).isIn(Finish.LENGTH, Finish.STOP);
        assertThat(told.completionTokens()).isEqualTo(answer.<Integer>path("usage.completion_tokens"));
        assertThat(told.promptTokens()).isEqualTo(answer.<Integer>path("usage.prompt_tokens"));
        assertThat(told.texts()).isNull();
        assertThat(told(chat(TestModels.BASE, null, null).path("id")).assignment())
                .as("a checkpoint was named")
                .isNull();
    }

    /** The account's name is in its token, and must not leave with what is told. */
    @Test
    void theAccountIsToldByItsPseudonym() {
        String id = given().auth()
                .oauth2(TestTokens.tokenOf("p-77", Map.of("upn", "ann.smith"), "engineer"))
                .contentType("application/json")
                .body(body(TestModels.BASE))
                .post("/v1/chat/completions")
                .path("id");

        assertThat(told(id).account()).isEqualTo("p-77");
        assertThat(told(id).subject()).isEqualTo("p-77");
    }

    @Test
    void textsAreToldWithTheProjectsConsentOnly() {
        String channel = serving(TestModels.BASE);
        String agreed = "agreed-" + System.nanoTime();
        bus.send(new ConsentChanged(agreed, true, Instant.now()));
        Eventually.holds(
                SOON,
                "the consent is known",
                () -> told(chat(channel, null, agreed).path("id")).texts() != null);
        Response answer = chat(channel, null, agreed);

        ExchangeEnded told = told(answer.path("id"));

        assertThat(told.texts()).isNotNull().satisfies(texts -> {
            assertThat(texts.answer()).isEqualTo(answer.<String>path("choices[0].message.content"));
            assertThat(texts.prompt())
                    .hasSize(1)
                    .first()
                    .satisfies(message -> assertThat(message.content()).isEqualTo("A secret question"));
        });
        ExchangeEnded other = told(chat(channel, null, "other-project").path("id"));
        assertThat(other.texts()).isNull();
        assertThat(other.projectId()).isEqualTo("other-project");
        bus.send(new ConsentChanged(agreed, false, Instant.now()));
        Eventually.holds(
                SOON,
                "the consent was taken back",
                () -> told(chat(channel, null, agreed).path("id")).texts() == null);
        assertThat(bus.records(Topics.EXCHANGES, chat(channel, null, null).path("id")))
                .noneMatch(record -> new String(record.value(), StandardCharsets.UTF_8).contains("secret"));
    }

    @Test
    void aStoppedChannelAnswersNobodyUntilItIsResumed() {
        String channel = serving(TestModels.BASE);
        bus.send(new ChannelStopped(channel, "It insults people.", "p-1", Instant.now()));
        Eventually.holds(
                SOON, "the channel is stopped", () -> chat(channel, null, null).statusCode() == 503);
        chat(channel, null, null)
                .then()
                .statusCode(503)
                .body("error.code", equalTo("channel_stopped"))
                .body("error.message", containsString("answers nobody: It insults people."));

        bus.send(new ChannelResumed(channel, "Rolled back.", "p-1", Instant.now()));

        Eventually.holds(
                SOON, "the channel answers", () -> chat(channel, null, null).statusCode() == 200);
    }

    /** What was served before is still in memory: its files may be gone. */
    @Test
    void aRollbackIsAnsweredByTheFormerOneWithinFiveSeconds() throws IOException {
        Path store = Path.of(ConfigProvider.getConfig().getValue("attune.models.artifacts", String.class));
        CheckpointPublished former = TestModels.furtherAdapter(store, 24);
        bus.send(former);
        String channel = serving(former.checkpointId());
        promote(channel, TestModels.BASE);
        Directories.delete(store.resolve("sha256").resolve(former.artifact().sha256()));
        Instant start = Instant.now();

        promote(channel, former.checkpointId());

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whoTheRequestIsForMustBeAText() {
        Map<String, Object> body = new HashMap<>(body(TestModels.BASE));
        body.put("user", 7);
        post(body).then().statusCode(400).body("error.code", equalTo("invalid_value"));
        body.remove("user");
        body.put("metadata", Map.of("project", "No Name"));
        post(body)
                .then()
                .statusCode(400)
                .body("error.message", equalTo("metadata.project must be the id of a project."));
    }

    private String serving(String checkpointId) {
        String channel = "channel-" + System.nanoTime();
        promote(channel, checkpointId);
        return channel;
    }

    private void promote(String channel, String checkpointId) {
        bus.send(new Promoted(channel, checkpointId, null, "a test wants it", "p-1", Instant.now()));
        Eventually.holds(
                SOON,
                channel + " serves " + checkpointId,
                () -> checkpointId.equals(chat(channel, null, null).path("model")));
    }

    private static CanaryServed canary(String channel, String salt, double share) {
        return new CanaryServed(
                channel,
                "canary-" + channel,
                TestModels.OLD_ADAPTER,
                TestModels.BASE,
                share,
                salt,
                "to try it",
                "p-1",
                Instant.now());
    }

    private void awaitCanary(CanaryServed canary) {
        Eventually.holds(
                SOON,
                "the canary answers",
                () -> !answeredByCanary(canary.channel()).isEmpty());
    }

    private static Set<String> answeredByCanary(String channel) {
        return IntStream.range(0, PEOPLE)
                .mapToObj(i -> "user-" + i)
                .filter(user ->
                        TestModels.OLD_ADAPTER.equals(chat(channel, user, null).path("model")))
                .collect(Collectors.toSet());
    }

    /** As the service makes it of the test's account. */
    private static String subject(String user) {
        return "p-1." + Sha256.of("p-1/" + user).substring(0, 16);
    }

    private ExchangeEnded told(String completionId) {
        return Eventually.get(
                SOON,
                "the exchange " + completionId,
                () -> bus.events(Topics.EXCHANGES, completionId).stream()
                        .map(ReceivedEvent::event)
                        .map(ExchangeEnded.class::cast)
                        .findFirst());
    }

    private static Map<String, Object> body(String model) {
        return Map.of(
                "model",
                model,
                "max_tokens",
                1,
                "messages",
                List.of(Map.of("role", "user", "content", "A secret question")));
    }

    private static Response chat(String model, @Nullable String user, @Nullable String project) {
        Map<String, Object> body = new HashMap<>(body(model));
        if (user != null) {
            body.put("user", user);
        }
        if (project != null) {
            body.put("metadata", Map.of("project", project));
        }
        return post(body);
    }

    private static Response post(Map<String, Object> body) {
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(body)
                .post("/v1/chat/completions");
    }
}
