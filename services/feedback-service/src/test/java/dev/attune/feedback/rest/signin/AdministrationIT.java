package dev.attune.feedback.rest.signin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What an administrator looks at: who did what, and how the rooms are. */
@QuarkusTest
@TestProfile(AdministrationIT.WithARoomThatIsAway.class)
class AdministrationIT extends ServiceFixture {

    /** Names a room at whose address nobody is. */
    public static final class WithARoomThatIsAway implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("attune.feedback.rooms.inference", "http://127.0.0.1:9");
        }
    }

    @Test
    void findsEntriesOfTheAuditLogNewestFirst() {
        String name = account("annotator");
        Api administrator = administrator();
        JsonNode found = administrator.get("/api/audit/entries?text=" + name).body();

        assertThat(found.findValuesAsText("action")).contains("ACCOUNT_CREATED", "PASSWORD_CHANGED");
        assertThat(found.path(0).path("position").asLong())
                .isGreaterThan(found.path(1).path("position").asLong());
        JsonNode made = administrator
                .get("/api/audit/entries?actor=admin&action=ACCOUNT_CREATED&text=" + name)
                .body();
        assertThat(made).hasSize(1);
        long position = made.path(0).path("position").asLong();
        assertThat(administrator
                        .get("/api/audit/entries?text=" + name + "&before=" + position)
                        .body())
                .isEmpty();
        assertThat(administrator.get("/api/audit/entries?limit=0").code()).isEqualTo("invalid-request");
    }

    @Test
    void theWholeLogComesLineByLine() {
        Api administrator = administrator();
        Api.Answer log = administrator.send("GET", "/api/audit/download", null, "Accept", "application/x-ndjson");

        assertThat(log.status()).isEqualTo(200);
        assertThat(log.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attune-audit.jsonl");
        assertThat(log.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
    }

    @Test
    void tellsHowTheRoomsAre() {
        Api administrator = administrator();
        // A room that is too busy to answer within the service's patience is away at that moment.
        JsonNode rooms = Eventually.get(
                () -> administrator.get("/api/rooms").body(),
                asked -> asked.path(0).path("state").asText().equals("UP"));

        assertThat(rooms.path(0).path("room").asText()).isEqualTo("feedback");
        assertThat(rooms.path(0).path("state").asText()).isEqualTo("UP");
        assertThat(rooms.path(0).path("checks")).isNotEmpty();
        assertThat(rooms.path(0).path("version").asText()).matches("\\d+\\.\\d+.*");
        assertThat(rooms.path(1).path("room").asText()).isEqualTo("inference");
        assertThat(rooms.path(1).path("state").asText()).isEqualTo("AWAY");
        assertThat(rooms.path(1).path("version").isNull()).isTrue();
    }

    @Test
    void tellsHowFreshTheTopicsAre() {
        Instant before = Instant.now();
        topics().sendUnknown(Topics.COMPLETIONS, "later");

        JsonNode ages = administrator().get("/api/rooms/topics").body();

        assertThat(ages.findValuesAsText("topic"))
                .containsExactlyElementsOf(
                        Topics.ALL.stream().map(Topics.Topic::name).toList());
        assertThat(newest(ages, Topics.COMPLETIONS)).isAfterOrEqualTo(before.truncatedTo(ChronoUnit.MILLIS));
        // Nobody here writes it.
        assertThat(age(ages, Topics.RUNS).path("newestAt").isNull()).isTrue();
    }

    private static Instant newest(JsonNode ages, String topic) {
        return Instant.parse(age(ages, topic).path("newestAt").asText());
    }

    private static JsonNode age(JsonNode ages, String topic) {
        return ages.valueStream()
                .filter(each -> each.path("topic").asText().equals(topic))
                .findFirst()
                .orElseThrow();
    }
}
