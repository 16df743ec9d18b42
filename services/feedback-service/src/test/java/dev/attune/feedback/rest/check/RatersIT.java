package dev.attune.feedback.rest.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.service.rater.Raters;
import dev.attune.feedback.service.rater.Shadow;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;
import dev.attune.judgement.signal.Carelessness;

import static org.assertj.core.api.Assertions.assertThat;

/** Raters are measured, hinted, warned; only a person lets their ratings weigh nothing. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class RatersIT extends RatedItems {

    @Inject
    Raters raters;

    @Inject
    Shadow shadow;

    @Inject
    ProjectStore projects;

    private Api manager;
    private Api careful;
    private Api careless;
    private String carelessName;
    private String project;

    @BeforeEach
    void twoPeople() {
        manager = someone("engineer");
        careful = someone("annotator");
        carelessName = account("annotator");
        careless = nobody().as(carelessName, PASSWORD);
        project = project(manager, 2);
    }

    private String path(String rest) {
        return "/api/projects/" + project + rest;
    }

    private void warnings(boolean on) {
        Answer now = manager.get(path("/checks"));
        Answer set = manager.send(
                "PUT",
                path("/checks"),
                Map.of("gold", 0, "attention", 0, "repeats", 0, "warnings", on),
                "If-Match",
                now.headers().firstValue("ETag").orElseThrow());
        assertThat(set.status()).isEqualTo(200);
    }

    private void rate(int items, boolean careless) {
        for (int i = 0; i < items; i++) {
            item(manager, project);
            prefer(careful, project, SECOND, 1);
            Answer lease = next(this.careless, project);
            rate(this.careless, lease, Map.of("verdict", careless ? "LEFT" : side(lease, SECOND)));
        }
    }

    /** Checks of a rater, entered behind the service's back as if they had been handed out. */
    private void gold(String rater, int right, int wrong) {
        for (int i = 0; i < right + wrong; i++) {
            Answer added = manager.post(
                    path("/gold"),
                    Map.of(
                            "gold",
                            List.of(Map.of(
                                    "messages",
                                    List.of(Map.of("role", "user", "content", "q " + UUID.randomUUID())),
                                    "better",
                                    "good",
                                    "worse",
                                    "bad"))));
            sql("""
                    INSERT INTO feedback.check_answer (id, item_id, project_id, account_id, lease_id, kind, verdict, strength,
                        left_first, dwell_millis, source, rated_at)
                    SELECT gen_random_uuid(), g.item_id, g.project_id, a.id, gen_random_uuid(), 'GOLD',
                           CASE WHEN g.first_better = CAST(? AS boolean) THEN 'LEFT' ELSE 'RIGHT' END, 1, true, 4000, 'page',
                           clock_timestamp()
                    FROM feedback.gold g, feedback.account a WHERE g.item_id = CAST(? AS uuid) AND a.name = ?
                    """, i < right, added.body().path("ids").path(0).asText(), rater);
        }
    }

    private void measure() {
        raters.measure(projects.byId(UUID.fromString(project)).orElseThrow());
    }

    private JsonNode listed(String name) {
        for (JsonNode rater : manager.get(path("/raters")).body()) {
            if (rater.path("name").asText().equals(name)) {
                return rater;
            }
        }
        throw new IllegalStateException("No rater " + name);
    }

    private String state() {
        return listed(carelessName).path("state").asText();
    }

    private Answer decide(String state, String reason) {
        return manager.post(
                path("/raters/" + listed(carelessName).path("pseudonym").asText() + "/state"),
                Map.of("state", state, "reason", reason));
    }

    @Test
    void fewRatingsSayNothingAndThatIsNotBad() {
        warnings(true);
        gold(carelessName, 0, 8);
        rate(3, true);
        measure();

        JsonNode rater = listed(carelessName);
        assertThat(rater.path("verified").asBoolean()).isFalse();
        assertThat(rater.path("state").asText()).isEqualTo("FINE");
        assertThat(careless.get(path("/notice")).text("state")).isEqualTo("FINE");
    }

    /** Their votes look odd beside a crowd that reads another language: of them checks alone tell. */
    @Test
    void whoIsAloneInALanguageIsUnverifiedAndNotBad() {
        warnings(true);
        rate(Carelessness.FEWEST_VOTES, false);
        String name = account("annotator");
        Answer member = manager.send("PUT", path("/members/" + name), Map.of("role", "ANNOTATOR"));
        assertThat(member.status()).isEqualTo(204);
        manager.send("PUT", path("/members/" + name + "/profile"), Map.of("languages", List.of("ja")));
        Api reader = nobody().as(name, PASSWORD);
        for (int i = 0; i < Carelessness.FEWEST_VOTES; i++) {
            Answer added = manager.post(
                    path("/prompts"),
                    Map.of(
                            "prompts",
                            List.of(Map.of(
                                    "messages",
                                    List.of(Message.user("質問 " + UUID.randomUUID())),
                                    "answers",
                                    List.of("はい", "いいえ"),
                                    "language",
                                    "ja"))));
            assertThat(added.body().path("added").asInt()).as(added.toString()).isEqualTo(1);
            Answer lease = next(reader, project);
            assertThat(lease.text("left")).isIn("はい", "いいえ");
            rate(reader, lease, Map.of("verdict", "LEFT"));
        }
        measure();

        JsonNode alone = listed(name);
        assertThat(alone.path("alone").asBoolean()).isTrue();
        assertThat(alone.path("verified").asBoolean()).isFalse();
        assertThat(alone.path("state").asText()).isEqualTo("FINE");
        assertThat(listed(carelessName).path("alone").asBoolean()).isFalse();
        assertThat(listed(carelessName).path("verified").asBoolean()).isTrue();
        gold(name, 8, 0);
        measure();
        assertThat(listed(name).path("verified").asBoolean()).isTrue();
    }

    @Test
    void hintThenWarningThenNothingMoreByItself() {
        warnings(true);
        gold(carelessName, 2, 10);
        rate(30, true);
        measure();
        assertThat(state()).isEqualTo("HINTED");
        measure();
        assertThat(state()).as("nothing new was said").isEqualTo("HINTED");

        Answer hint = careless.get(path("/notice"));
        assertThat(hint.body().path("noticed").toString()).contains("GOLD", "SIDE");
        assertThat(hint.body().path("seen").asBoolean()).isFalse();
        JsonNode example = hint.body().path("examples").path(0);
        assertThat(example.path("given").asText())
                .isNotEqualTo(example.path("expected").asText());
        String step = "/notice/" + hint.text("step");
        assertThat(careless.post(path(step + "/seen"), null).status()).isEqualTo(204);
        assertThat(careless.send("PUT", path(step + "/answer"), Map.of("text", "I shall read them"))
                        .status())
                .isEqualTo(204);
        assertThat(careful.post(path(step + "/seen"), null).code()).isEqualTo("notice-unknown");

        rate(15, true);
        measure();
        assertThat(state()).isEqualTo("WARNED");
        assertThat(careless.get(path("/notice")).body().path("seen").asBoolean())
                .isFalse();
        rate(15, true);
        measure();
        assertThat(state()).isEqualTo("WARNED");
        JsonNode rater = listed(carelessName);
        assertThat(rater.path("proposed").asBoolean()).isTrue();
        assertThat(rater.path("steps").size()).isEqualTo(2);
        assertThat(rater.path("steps").path(1).path("answer").asText()).isEqualTo("I shall read them");
        assertThat(shadow.of(UUID.fromString(project))).isEmpty();
    }

    @Test
    void aPersonAloneSetsTheShadowAndTakesItBack() {
        rate(2, true);
        assertThat(decide("SHADOW", " ").code()).isEqualTo("missing-field");
        assertThat(decide("SHADOW", "clicks without reading").status()).isEqualTo(204);

        assertThat(shadow.of(UUID.fromString(project))).hasSize(1);
        assertThat(decide("SHADOW", "again").code()).isEqualTo("invalid-request");
        assertThat(careless.get(path("/notice")).body().path("state").asText()).isEqualTo("FINE");
        warnings(true);
        rate(40, false);
        measure();
        assertThat(state()).as("no measure lifts what a person set").isEqualTo("SHADOW");
        assertThat(decide("FINE", "reads carefully now").status()).isEqualTo(204);
        assertThat(shadow.of(UUID.fromString(project))).isEmpty();
        JsonNode steps = listed(carelessName).path("steps");
        assertThat(steps.path(0).path("before").asText()).isEqualTo("SHADOW");
        assertThat(steps.path(0).path("by").asText()).isNotEmpty();
        assertThat(newestAudit()).contains("RATER_STEP", "clicks without reading", "reads carefully now");
        assertThat(manager.post(path("/raters/nobody/state"), Map.of("state", "WARNED", "reason", "why"))
                        .code())
                .isEqualTo("account-unknown");
    }

    @Test
    void carefulPeopleAreNeverHinted() {
        warnings(true);
        gold(carelessName, 11, 1);
        rate(60, false);
        measure();

        JsonNode rater = listed(carelessName);
        assertThat(rater.path("state").asText()).isEqualTo("FINE");
        assertThat(rater.path("probability").asDouble()).isLessThan(0.05);
        assertThat(rater.path("votes").asInt()).isEqualTo(60);
        Answer own = careless.get(path("/notice"));
        assertThat(own.body().path("checks").path(0).path("kind").asText()).isEqualTo("GOLD");
        assertThat(own.body().path("checks").path(0).path("cases").asInt()).isEqualTo(12);
    }

    @Test
    void goldThatTheCrowdContradictsLeavesEverybodysScore() {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            people.add(account("annotator"));
        }
        rate(1, false);
        Answer added = manager.post(
                path("/gold"),
                Map.of(
                        "gold",
                        List.of(Map.of(
                                "messages",
                                List.of(Map.of("role", "user", "content", "q " + UUID.randomUUID())),
                                "better",
                                "in truth the worse one",
                                "worse",
                                "in truth the better one"))));
        String item = added.body().path("ids").path(0).asText();
        for (String person : people) {
            sql("""
                    INSERT INTO feedback.check_answer (id, item_id, project_id, account_id, lease_id, kind, verdict, strength,
                        left_first, dwell_millis, source, rated_at)
                    SELECT gen_random_uuid(), g.item_id, g.project_id, a.id, gen_random_uuid(), 'GOLD',
                           CASE WHEN g.first_better THEN 'RIGHT' ELSE 'LEFT' END, 1, true, 4000, 'page', clock_timestamp()
                    FROM feedback.gold g, feedback.account a WHERE g.item_id = CAST(? AS uuid) AND a.name = ?
                    """, item, person);
        }
        measure();

        JsonNode gold = manager.get(path("/gold")).body().path(0);
        assertThat(gold.path("state").asText()).isEqualTo("DOUBTED");
        assertThat(gold.path("belief").asDouble()).isGreaterThan(0.95);
        assertThat(manager.post(path("/gold/" + item + "/decision"), Map.of("decision", "KEEP", "reason", "I looked"))
                        .status())
                .isEqualTo(204);
        measure();
        JsonNode kept = manager.get(path("/gold")).body().path(0);
        assertThat(kept.path("state").asText()).isEqualTo("ACTIVE");
        assertThat(kept.path("confirmed").asBoolean()).isTrue();
    }
}
