package dev.attune.feedback.rest.voiding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class VoidingIT extends RatedItems {

    private static final String LONG_AGO = "2020-01-01T00:00:00Z";

    private Api manager;
    private Api bad;
    private Api good;
    private String project;

    @BeforeEach
    void signIn() {
        manager = someone("engineer");
        bad = someone("annotator");
        good = someone("annotator");
        project = project(manager, 1);
    }

    private String path(String more) {
        return "/api/projects/" + project + more;
    }

    private String pseudonymOfTheBusiest() {
        return manager.get(path("/voidings/raters"))
                .body()
                .path(0)
                .path("pseudonym")
                .asText();
    }

    private Answer voidAll(Api who, String rater, String since) {
        return who.postOnce(path("/voidings"), Map.of("rater", rater, "since", since, "reason", "answers at random"));
    }

    private JsonNode finished() {
        return Eventually.get(
                () -> manager.get(path("/voidings")).body().path(0),
                voiding -> !voiding.path("finishedAt").isNull());
    }

    @Test
    void takesOutWhatOnePersonRatedAndOpensTheItemsAgain() {
        for (int i = 0; i < 5; i++) {
            item(manager, project);
        }
        String kept = prefer(good, project, FIRST, 1);
        String first = prefer(bad, project, FIRST, 1);
        prefer(bad, project, FIRST, 1);
        say(bad, project, "SKIP");
        prefer(bad, project, SECOND, 1);
        String rater = pseudonymOfTheBusiest();

        JsonNode preview = manager.get(path("/voidings/preview?rater=" + rater + "&since=" + LONG_AGO))
                .body();
        assertThat(preview.path("ratings").asInt()).isEqualTo(3);
        assertThat(preview.path("skipped").asInt()).isEqualTo(1);
        assertThat(preview.path("settled").asInt()).isEqualTo(3);

        Answer begun = voidAll(manager, rater, LONG_AGO);
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.body().path("found").asInt()).isEqualTo(4);
        JsonNode voiding = finished();
        assertThat(voiding.path("voided").asInt()).isEqualTo(4);
        assertThat(voiding.path("reopened").asInt()).isEqualTo(3);

        assertThat(((RatingWithdrawn) told(Topics.FEEDBACK, first, 2).get(1)).reason())
                .isEqualTo("answers at random");
        assertThat(told(Topics.PREFERENCES, first, 2).get(1)).isInstanceOf(PreferenceRetracted.class);
        assertThat(told(Topics.PREFERENCES, kept, 1)).hasSize(1);
        JsonNode progress = progress(manager, project).body();
        assertThat(progress.path("ratings").asInt()).isEqualTo(1);
        assertThat(progress.path("settled").asInt()).isEqualTo(1);
        assertThat(next(bad, project).status()).isEqualTo(204);
        assertThat(next(good, project).text("itemId")).isEqualTo(first);
        assertThat(bad.get("/api/ratings").body().path("ratings").findValuesAsText("state"))
                .containsOnly("VOIDED");
        assertThat(newestAudit()).contains("RATINGS_VOIDED", "since " + LONG_AGO + ": answers at random");
    }

    @Test
    void leavesWhatIsOlderAndRefusesWhoHasNotRated() {
        item(manager, project);
        item(manager, project);
        prefer(bad, project, FIRST, 1);
        anHourLater(project);
        prefer(bad, project, FIRST, 1);
        String rater = pseudonymOfTheBusiest();

        voidAll(manager, rater, Instant.now().minus(Duration.ofMinutes(30)).toString());

        assertThat(finished().path("voided").asInt()).isEqualTo(1);
        assertThat(progress(manager, project).body().path("ratings").asInt()).isEqualTo(1);
        assertThat(voidAll(manager, "rater-unknown", LONG_AGO).code()).isEqualTo("account-unknown");
        assertThat(manager.get(path("/voidings/preview?rater=" + rater + "&since=yesterday"))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(manager.postOnce(path("/voidings"), Map.of("rater", rater, "since", LONG_AGO))
                        .code())
                .isEqualTo("missing-field");
        assertThat(voidAll(someone("reviewer"), rater, LONG_AGO).status()).isEqualTo(403);
    }

    @Test
    void letsThemCountAgainWhereTheirItemsStillWantThem() {
        for (int i = 0; i < 3; i++) {
            item(manager, project);
        }
        String first = prefer(bad, project, FIRST, 2);
        String second = prefer(bad, project, FIRST, 1);
        say(bad, project, "SKIP");
        String rater = pseudonymOfTheBusiest();
        String voiding = voidAll(manager, rater, LONG_AGO).text("id");
        finished();
        told(Topics.PREFERENCES, second, 2);
        assertThat(prefer(good, project, SECOND, 1))
                .as("others rate what was taken out")
                .isEqualTo(first);

        assertThat(reverse(manager, voiding, "").code()).isEqualTo("missing-field");
        assertThat(reverse(someone("reviewer"), voiding, "it was not him").status())
                .isEqualTo(403);
        Answer begun = reverse(manager, voiding, "it was not him");
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.body().path("reversal").path("reason").asText()).isEqualTo("it was not him");
        JsonNode reversal = Eventually.get(
                () -> manager.get(path("/voidings")).body().path(0).path("reversal"),
                found -> !found.path("finishedAt").isNull());

        assertThat(reversal.path("restored").asInt()).isEqualTo(2);
        assertThat(reversal.path("keptOut").asInt()).isEqualTo(1);
        List<?> preferences = told(Topics.PREFERENCES, second, 3);
        assertThat(preferences.get(2)).isInstanceOf(PreferenceSettled.class);
        assertThat(((PreferenceSettled) told(Topics.PREFERENCES, first, 3).get(2))
                        .chosen()
                        .text())
                .as("the other's verdict stays")
                .isEqualTo(SECOND);
        assertThat(told(Topics.FEEDBACK, second, 3).get(2)).isInstanceOf(RatingGiven.class);
        JsonNode progress = progress(manager, project).body();
        assertThat(progress.path("ratings").asInt()).isEqualTo(2);
        assertThat(progress.path("skipped").asInt()).isEqualTo(1);
        assertThat(newestAudit()).contains("VOIDING_REVERSED", "it was not him");
        assertThat(reverse(manager, voiding, "again").code()).isEqualTo("voiding-state");
        assertThat(reverse(manager, project, "no such").code()).isEqualTo("voiding-unknown");
    }

    private Answer reverse(Api who, String voiding, String reason) {
        return who.postOnce(path("/voidings/" + voiding + "/reversal"), Map.of("reason", reason));
    }

    /** A voiding that a killed process left behind half done: rows as they are after its first batch. */
    @Test
    void goesOnWhereAKilledProcessStopped() {
        for (int i = 0; i < 3; i++) {
            item(manager, project);
        }
        for (int i = 0; i < 3; i++) {
            prefer(bad, project, FIRST, 1);
        }
        String rater = pseudonymOfTheBusiest();
        sql("""
                INSERT INTO feedback.voiding (id, project_id, account_id, actor_id, since, reason, found, voided)
                SELECT gen_random_uuid(), CAST(? AS uuid), id, id, now() - interval '1 day', 'left behind', 3, 0
                FROM feedback.account WHERE pseudonym = ?
                """, project, rater);

        assertThat(finished().path("voided").asInt()).isEqualTo(3);
        assertThat(progress(manager, project).body().path("ratings").asInt()).isZero();
        List<ReceivedEvent> retracted = Eventually.get(
                () -> topics().events(Topics.PREFERENCES).stream()
                        .filter(event -> event.event() instanceof PreferenceRetracted left
                                && left.reason().equals("left behind"))
                        .toList(),
                events -> events.size() >= 3);
        assertThat(retracted).hasSize(3);
    }
}
