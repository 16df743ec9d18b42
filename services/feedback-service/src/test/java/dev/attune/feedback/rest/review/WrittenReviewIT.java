package dev.attune.feedback.rest.review;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.DemonstrationEvent;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that people wrote, of which a reviewer takes one. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class WrittenReviewIT extends RatedItems {

    private Api manager;
    private Api one;
    private Api other;
    private Api reviewer;
    private String project;
    private String item;
    private String first;
    private String second;

    @BeforeEach
    void twoPeopleWrite() {
        manager = someone("engineer");
        one = someone("annotator");
        other = someone("annotator");
        reviewer = someone("reviewer");
        project = manager.post(
                        "/api/projects",
                        Map.of(
                                "name",
                                "written " + UUID.randomUUID(),
                                "ratingsPerItem",
                                2,
                                "form",
                                Map.of("task", "DEMONSTRATE")))
                .text("id");
        prompt(manager, project, "Say hello.");
        first = write(one, "Hello!");
        second = write(other, "Hi you!");
        item = one.get("/api/ratings")
                .body()
                .path("ratings")
                .path(0)
                .path("itemId")
                .asText();
    }

    private String write(Api who, String text) {
        Answer lease = Eventually.get(() -> next(who, project), answer -> answer.status() == 200);
        Answer rated = rate(who, lease, Map.of("demonstration", text));
        assertThat(rated.status()).as(rated.toString()).isEqualTo(201);
        return rated.text("ratingId");
    }

    private Answer take(Api who, String rating, String text, Map<String, String> refusals) {
        return who.send(
                "PUT",
                "/api/items/" + item + "/adjudication",
                Map.of(
                        "accepted",
                        rating,
                        "demonstration",
                        text,
                        "refusals",
                        refusals.entrySet().stream()
                                .map(refusal -> Map.of("rating", refusal.getKey(), "reason", refusal.getValue()))
                                .toList()));
    }

    private List<DemonstrationEvent> told(int atLeast) {
        return Eventually.get(
                () -> topics().events(Topics.DEMONSTRATIONS).stream()
                        .map(ReceivedEvent::event)
                        .map(DemonstrationEvent.class::cast)
                        .filter(event -> event instanceof DemonstrationGiven given
                                ? given.itemId().equals(item)
                                : List.of(first, second).contains(event.demonstrationId()))
                        .toList(),
                events -> events.size() >= atLeast);
    }

    private List<String> exported() {
        byte[] file = manager.bytes("/api/projects/" + project + "/exports/prompt-completion");
        return new String(file, StandardCharsets.UTF_8).lines().toList();
    }

    private static JsonNode mine(Api who) {
        return who.get("/api/ratings").body().path("ratings").path(0);
    }

    @Test
    void theOneThatIsTakenStandsAloneAndTheOtherIsToldWhy() {
        JsonNode list = reviewer.get("/api/projects/" + project + "/review?kind=WRITTEN")
                .body();
        assertThat(list.path("counts").path("written").asInt()).isEqualTo(1);
        assertThat(list.path("items").path(0).path("id").asText()).isEqualTo(item);
        assertThat(take(reviewer, first, "Hello!", Map.of()).code()).isEqualTo("missing-field");
        assertThat(exported()).hasSize(2);

        Answer taken = take(reviewer, first, "Hello!", Map.of(second, "Too familiar."));

        assertThat(taken.status()).as(taken.toString()).isEqualTo(204);
        List<DemonstrationEvent> told = told(3);
        assertThat(told).hasSize(3);
        assertThat(told.get(2)).isEqualTo(new DemonstrationRetracted(second, "Too familiar."));
        assertThat(exported()).hasSize(1).allMatch(line -> line.contains("Hello!"));
        assertThat(mine(one).path("decided").path("accepted").asBoolean()).isTrue();
        assertThat(mine(other).path("refused").asText()).isEqualTo("Too familiar.");
        assertThat(mine(other).path("decided").path("demonstration").isNull()).isTrue();
        assertThat(other.get("/api/notes").body().path("notes").asInt()).isEqualTo(1);
        assertThat(one.get("/api/notes").body().path("notes").asInt()).isZero();
        assertThat(newestAudit()).contains("ITEM_ADJUDICATED", "the answer of rating " + first);
    }

    @Test
    void anEditedOneComesUnderTheReviewersNameAndTheLastDecisionHolds() {
        take(reviewer, first, "Hello, and welcome!", Map.of(second, "Too familiar."));

        DemonstrationGiven edited = (DemonstrationGiven) told(5).stream()
                .filter(event -> event instanceof DemonstrationGiven given
                        && given.answer().text().equals("Hello, and welcome!"))
                .findFirst()
                .orElseThrow();
        assertThat(edited.source()).isEqualTo("adjudication");
        var edit = Objects.requireNonNull(edited.answer().edit());
        assertThat(edit.of()).isEqualTo(first + "/written");
        assertThat(edited.annotator()).isEqualTo(edit.by());
        assertThat(told(5)).contains(new DemonstrationRetracted(first, "edited by a reviewer"));
        assertThat(exported()).hasSize(1).allMatch(line -> line.contains("and welcome"));
        assertThat(mine(one).path("decided").path("demonstration").asText()).isEqualTo("Hello, and welcome!");

        take(manager, second, "Hi you!", Map.of(first, "Too stiff."));

        assertThat(Eventually.get(
                                () -> topics().events(Topics.DEMONSTRATIONS, edited.demonstrationId()),
                                events -> events.size() == 2)
                        .getLast()
                        .event())
                .isInstanceOf(DemonstrationRetracted.class);
        assertThat(exported()).hasSize(1).allMatch(line -> line.contains("Hi you!"));
        assertThat(mine(one).path("refused").asText()).isEqualTo("Too stiff.");
    }

    @Test
    void takenBackBothStandAgainAndClosedNoneDoes() {
        take(reviewer, first, "Hello!", Map.of(second, "Too familiar."));
        reviewer.delete("/api/items/" + item + "/adjudication?reason=too%20quick");

        assertThat(told(4).get(3)).isInstanceOf(DemonstrationGiven.class);
        assertThat(exported()).hasSize(2);
        assertThat(mine(other).path("refused").isNull()).isTrue();

        reviewer.send("PUT", "/api/items/" + item + "/decision", Map.of("decision", "CLOSE", "reason", "No use."));

        assertThat(told(6).subList(4, 6))
                .containsExactlyInAnyOrder(
                        new DemonstrationRetracted(first, "No use."), new DemonstrationRetracted(second, "No use."));
        assertThat(exported()).isEmpty();
    }

    @Test
    void whatWasTakenAsItWasGoesWithItsRatingAndWhatWasRefusedStaysSo() {
        take(reviewer, first, "Hello!", Map.of(second, "Too familiar."));

        assertThat(one.delete("/api/ratings/" + first + "?reason=mine").status())
                .isEqualTo(204);

        assertThat(told(4).get(3)).isInstanceOf(DemonstrationRetracted.class);
        assertThat(exported()).isEmpty();
        JsonNode review = reviewer.get("/api/items/" + item + "/review").body();
        assertThat(review.path("state").asText()).isEqualTo("NONE");
        assertThat(review.path("ratings").path(0).path("refused").asText()).isEqualTo("Too familiar.");
        assertThat(told(4)).hasSize(4);
    }

    @Test
    void whoWroteDoesNotDecideAndWhatIsUnknownIsRefused() {
        assertThat(take(one, first, "Hello!", Map.of(second, "Mine is better.")).status())
                .isEqualTo(403);
        assertThat(take(reviewer, UUID.randomUUID().toString(), "Hello!", Map.of(second, "No."))
                        .code())
                .isEqualTo("rating-unknown");
        assertThat(take(reviewer, first, "Hello!", Map.of(first, "No.", second, "No."))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(reviewer.send("PUT", "/api/items/" + item + "/adjudication", Map.of("verdict", "TIE"))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(exported()).hasSize(2);
    }
}
