package dev.attune.cli.ring;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.rest.ServiceClient.Answer;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.testing.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** People who are served, a canary that they like better, the way back in a hurry, and a stop: on a platform, by command line. */
class RolloutIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int MOST_PEOPLE = 200;

    @TempDir
    Path folder;

    private LivePlatform platform;

    @BeforeEach
    void prepare() {
        platform = new LivePlatform(folder);
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        platform.down();
    }

    @Test
    void aCanaryThatPeopleLikeIsPromotedAndTheFormerOneIsBackWithinFiveSeconds() throws Exception {
        ServiceClient admin = platform.up();
        ServiceClient eva = platform.account(admin, "eva", "engineer");
        String base = TaskFolder.base(platform.registry(admin));
        String other = new AnotherModel(platform, folder).published(base, Kind.BASE, Map.of());
        Eventually.holds(SOON, "production answers", () -> model(eva, "nobody").equals(base));

        assertThat(platform.fails(
                        "eva",
                        "canary",
                        "start",
                        "production",
                        "--checkpoint",
                        other,
                        "--share",
                        "2",
                        "--reason",
                        "all of them"))
                .contains("must be above 0 and at most 1");
        assertThat(platform.as(
                        "eva",
                        "canary",
                        "start",
                        "production",
                        "--checkpoint",
                        other,
                        "--share",
                        "0.5",
                        "--reason",
                        "to try it"))
                .contains(other + " answers 0.5 of the people of production, beside " + base, "it runs");
        peopleLike(eva, other);
        assertThat(platform.as("eva", "canary", "show", "production"))
                .contains("promoted: People like it better than " + base);
        Eventually.holds(
                SOON, "all are answered by it", () -> model(eva, "nobody").equals(other));

        Instant start = Instant.now();
        assertThat(platform.as("eva", "rollback", "production", "--reason", "it is rude"))
                .contains("production serves " + base + " again");
        Eventually.holds(
                SOON, "the former one answers", () -> model(eva, "nobody").equals(base));
        Duration taken = Duration.between(start, Instant.now());
        assertThat(taken)
                .as("from the start of the command to the first answer by the former checkpoint")
                .isLessThan(Duration.ofSeconds(5));

        assertThat(platform.as("eva", "stop", "production", "--reason", "it insults people"))
                .contains("answers nobody: it insults people");
        Eventually.holds(SOON, "nobody is answered", () -> chat(eva, "nobody").status() == 503);
        assertThat(platform.as("eva", "stop", "production", "--lift", "--reason", "mended"))
                .contains("answers with " + base);
        Eventually.holds(SOON, "all are answered", () -> model(eva, "nobody").equals(base));
        assertThat(platform.fails("eva", "rollback", "production", "--to", "base-0000000000000000", "--reason", "x"))
                .contains("404");
    }

    /** Each person asks once, and likes what the canary says. */
    private void peopleLike(ServiceClient eva, String canary) throws InterruptedException {
        for (int i = 0; i < MOST_PEOPLE; i++) {
            if (i % 20 == 19 && over(eva)) {
                return;
            }
            Answer answer = chat(eva, "person-" + i);
            String thumb = answer.body().path("model").asText().equals(canary) ? "UP" : "DOWN";
            String path = "/api/completions/" + answer.body().path("id").asText() + "/feedback";
            Eventually.holds(
                    SOON,
                    "a reaction is taken",
                    () -> uninterrupted(() -> eva.post(
                                            path,
                                            Map.of("thumb", thumb),
                                            UUID.randomUUID().toString())
                                    .status())
                            == 200);
        }
        Eventually.holds(SOON, "the canary is over", () -> uninterrupted(() -> over(eva)));
    }

    private boolean over(ServiceClient eva) throws InterruptedException {
        return platform.registry(eva)
                .get("/api/channels/production/canary")
                .accepted()
                .body()
                .path("end")
                .isObject();
    }

    private String model(ServiceClient person, String user) {
        return chat(person, user).body().path("model").asText();
    }

    private Answer chat(ServiceClient person, String user) {
        ServiceClient inference = ServiceClient.at(
                URI.create("http://127.0.0.1:" + platform.port("ATTUNE_PORT_INFERENCE")), person.token());
        return uninterrupted(() -> inference.post(
                "/v1/chat/completions",
                Map.of(
                        "model",
                        "production",
                        "user",
                        user,
                        "max_tokens",
                        1,
                        "messages",
                        List.of(Map.of("role", "user", "content", "Hello"))),
                ""));
    }

    @FunctionalInterface
    private interface Call<T> {
        T call() throws InterruptedException;
    }

    private static <T> T uninterrupted(Call<T> call) {
        try {
            return call.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
