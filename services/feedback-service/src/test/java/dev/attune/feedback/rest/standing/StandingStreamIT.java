package dev.attune.feedback.rest.standing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.standing.Onlookers;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Standings as they change, told to those who look on. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class StandingStreamIT extends StandingFixture {

    private static final String END = "(end)";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Onlookers onlookers;

    /** One who looks on. */
    private static final class Looking implements AutoCloseable {
        private final InputStream stream;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Looking(Api who, String path) {
            stream = who.open(path);
            Thread.ofVirtual().start(() -> {
                try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                    reader.lines().forEach(lines::add);
                } catch (IOException | java.io.UncheckedIOException e) {
                    // Whoever looked has closed it.
                } finally {
                    lines.add(END);
                }
            });
        }

        /** The next line that begins so. */
        String next(String beginning) throws InterruptedException {
            String line = "";
            while (!line.startsWith(beginning)) {
                line = Objects.requireNonNull(lines.poll(SOON.toSeconds(), TimeUnit.SECONDS), "nothing came");
                if (line.equals(END) && !beginning.equals(END)) {
                    throw new AssertionError("It has ended.");
                }
            }
            return line;
        }

        JsonNode standing() throws Exception {
            return Json.MAPPER.readTree(next("data:").substring("data:".length()));
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private Looking look(Api who) {
        return new Looking(who, path(project) + "/stream");
    }

    @Test
    void aVoteIsToldToAllWithinSeconds() throws Exception {
        List<Api> people = people(2);
        try (Looking one = look(manager);
                Looking other = look(someone("reviewer"))) {
            assertThat(one.standing().path("votes").asInt()).isZero();
            assertThat(other.standing().path("votes").asInt()).isZero();

            votes(people, "a", "b", "a");
            JsonNode told = one.standing();
            assertThat(told.path("votes").asInt()).isEqualTo(1);
            assertThat(other.standing()).isEqualTo(told);
            assertThat(told).isEqualTo(standing());

            vote(people.get(1), "b");
            JsonNode next = one.standing();
            assertThat(next.path("groups").path(0).path("votes").asInt()).isEqualTo(2);
            one.next(":");
        }
    }

    /** No proxy keeps events back, and nobody keeps them for later. */
    @Test
    void comesAsItIs() {
        Answer answer = manager.get(path(project) + "/stream");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    /** Another instance writes to the same database and tells this one nothing. */
    @Test
    void whatAnotherInstanceTookIsTold() throws Exception {
        votes(people(2), "a", "b", "a", "b");
        try (Looking looking = look(manager)) {
            assertThat(looking.standing().path("votes").asInt()).isEqualTo(2);
            sql("""
                    UPDATE feedback.rating SET withdrawn_at = clock_timestamp()
                    WHERE id = (SELECT id FROM feedback.rating WHERE project_id = ? LIMIT 1)
                    """, UUID.fromString(project));
            assertThat(looking.standing().path("votes").asInt()).isEqualTo(1);
        }
    }

    @Test
    void whoGoesIsForgotten() throws Exception {
        int before = onlookers.count();
        Looking looking = look(manager);
        looking.next("data:");
        assertThat(onlookers.count()).isEqualTo(before + 1);
        looking.close();
        Eventually.holds(SOON, "nobody looks on", () -> onlookers.count() == before);
    }

    @Test
    void endsWithTheSession() throws Exception {
        Api reviewer = someone("reviewer");
        try (Looking looking = look(reviewer)) {
            looking.next("data:");
            assertThat(reviewer.delete("/api/session").status()).isLessThan(300);
            assertThat(looking.next(END)).isEqualTo(END);
        }
    }

    @Test
    void endsWhenThereIsNoRightToSeeItAnyMore() throws Exception {
        String name = account("engineer");
        Api engineer = nobody().as(name, PASSWORD);
        String member = "/api/projects/" + project + "/members/" + name;
        assertThat(manager.send("PUT", member, Map.of("role", "ANNOTATOR")).status())
                .isEqualTo(204);
        try (Looking looking = look(engineer)) {
            looking.next("data:");
            assertThat(manager.delete(member).status()).isLessThan(300);
            assertThat(looking.next(END)).isEqualTo(END);
        }
    }

    @Test
    void nobodyLooksOnTooOften() throws Exception {
        List<Looking> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Looking looking = look(manager);
            looking.next("data:");
            all.add(looking);
        }
        Answer refusal = manager.get(path(project) + "/stream");
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.code()).isEqualTo("standing-busy");
        assertThat(refusal.headers().firstValue("Retry-After")).contains("5");
        for (Looking looking : all) {
            looking.close();
        }
    }
}
