package dev.attune.feedback.rest.trust;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.PlantedVotes;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class TrustIT extends RatedItems {

    private static final int PAIRS = 300;
    private static final Duration SOON = Duration.ofSeconds(30);

    private Api manager;
    private String project;

    @BeforeEach
    void signIn() {
        manager = someone("engineer");
        project = project(manager, 2);
    }

    private void plant() {
        for (String statement : PlantedVotes.statements(PAIRS)) {
            sql(statement, project);
        }
    }

    private JsonNode report() {
        return manager.get("/api/projects/" + project + "/trust").body();
    }

    private JsonNode fitted() {
        return Eventually.get(this::report, report -> !report.path("fit").isNull());
    }

    private Map<String, JsonNode> raters(JsonNode report) {
        Map<String, JsonNode> raters = new HashMap<>();
        report.path("raters")
                .forEach(rater ->
                        raters.put(rater.path("pseudonym").asText().replace("planted-" + project + "-", ""), rater));
        return raters;
    }

    @Test
    void ratersAreToldApartAndTheRingHearsWhatHasMoved() {
        plant();
        JsonNode report = fitted();

        assertThat(report.path("fit").path("votes").asInt()).isEqualTo(4 * PAIRS);
        assertThat(report.path("fit").path("pairs").asInt()).isEqualTo(PAIRS);
        Map<String, JsonNode> raters = raters(report);
        assertThat(raters).hasSize(12);
        assertThat(Objects.requireNonNull(raters.get("0")).path("doubts").toString())
                .contains("DOES_NOT_LOOK");
        assertThat(Objects.requireNonNull(raters.get("1")).path("doubts").toString())
                .contains("INVERTED");
        for (int rater = 2; rater < 12; rater++) {
            JsonNode honest = Objects.requireNonNull(raters.get(String.valueOf(rater)));
            assertThat(honest.path("standing").asText()).as(honest.toString()).isEqualTo("BELIEVED");
            assertThat(honest.path("name").asText()).startsWith("planted-");
        }

        Eventually.holds(SOON, "all is told", () -> report().path("pending").asInt() == 0);
        List<PreferenceSettled> told = topics().events(Topics.PREFERENCES).stream()
                .map(received -> received.event())
                .filter(PreferenceSettled.class::isInstance)
                .map(PreferenceSettled.class::cast)
                .filter(settled -> settled.projectId().equals(project))
                .toList();
        assertThat(told).hasSizeGreaterThan(PAIRS / 2);
        assertThat(told).allSatisfy(settled -> {
            assertThat(settled.fit()).isEqualTo(report.path("fit").path("id").asText());
            assertThat(settled.weight()).isEqualTo(1);
            assertThat(settled.belief()).isNotNull();
        });
        long right = told.stream()
                .filter(settled -> settled.outcome() == Outcome.DECISIVE)
                .filter(settled -> settled.chosen().text().equals("no") == even(settled))
                .count();
        assertThat(right / (double) told.size()).isGreaterThan(0.93);
        JsonNode reliability = report.path("reliability");
        assertThat(reliability.path("votes").asInt()).isGreaterThan(1000);
        assertThat(reliability.path("model").path("logLoss").asDouble())
                .isLessThan(reliability.path("share").path("logLoss").asDouble());
    }

    /** In which the first answer is better. */
    private static boolean even(PreferenceSettled settled) {
        String question = settled.prompt().getFirst().content();
        return Integer.parseInt(question.substring("planted ".length())) % 2 == 0;
    }

    @Test
    void whatSettlesBetweenTwoFitsIsBelievedUnderTheLastOnesRaters() {
        plant();
        JsonNode first = fitted();
        item(manager, project);
        Api one = someone("annotator");
        Api other = someone("annotator");
        String item = prefer(one, project, FIRST, 2);
        prefer(other, project, FIRST, 3);

        PreferenceSettled online =
                (PreferenceSettled) told(Topics.PREFERENCES, item, 1).getFirst();
        assertThat(online.chosen().text()).isEqualTo(FIRST);
        assertThat(online.fit()).isEqualTo(first.path("fit").path("id").asText());
        assertThat(online.probability()).isStrictlyBetween(0.5, 1.0);
        assertThat(online.belief()).isGreaterThan(online.probability());
        assertThat(online.margin()).isEqualTo(2.5);

        assertThat(manager.post("/api/projects/" + project + "/trust/fits", null)
                        .status())
                .isEqualTo(202);
        JsonNode second = Eventually.get(
                this::report,
                report ->
                        !report.path("fit").path("id").equals(first.path("fit").path("id")));
        assertThat(second.path("fit").path("votes").asInt()).isEqualTo(4 * PAIRS + 2);
        assertThat(second.path("fit").path("drift").isNull()).isFalse();
        assertThat(second.path("fit").path("drift").asDouble()).isLessThan(0.25);
        double batch = Double.parseDouble(
                queryOne("SELECT predictive FROM feedback.pair_belief WHERE item_id = CAST(? AS uuid)", item));
        assertThat(online.probability()).isEqualTo(batch, within(0.1));
    }

    @Test
    void withoutRatersOfTheSamePairsNothingIsClaimed() {
        JsonNode empty = report();
        assertThat(empty.path("fit").isNull()).isTrue();
        assertThat(empty.path("raters")).isEmpty();
        assertThat(empty.path("leastVotes").asInt()).isEqualTo(50);

        item(manager, project);
        Api one = someone("annotator");
        Api other = someone("annotator");
        String item = prefer(one, project, FIRST, 1);
        prefer(other, project, SECOND, 1);
        manager.post("/api/projects/" + project + "/trust/fits", null);
        PreferenceSettled settled =
                (PreferenceSettled) told(Topics.PREFERENCES, item, 1).getFirst();
        assertThat(settled.fit()).isNull();
        assertThat(settled.outcome()).isEqualTo(Outcome.TIE);
        Eventually.holds(
                SOON,
                "the fit was looked for",
                () -> queryOne(
                                "SELECT count(*) FROM feedback.rater_fit_wanted WHERE project_id = CAST(? AS uuid)",
                                project)
                        .equals("0"));
        assertThat(report().path("fit").isNull()).isTrue();
    }

    @Test
    void whoWasSetAsideWeighsNothingUntilThatIsTakenBack() {
        project = project(manager, 3);
        item(manager, project);
        String one = account("annotator");
        String other = account("annotator");
        String third = account("annotator");
        String item = prefer(nobody().as(one, PASSWORD), project, FIRST, 1);
        prefer(nobody().as(other, PASSWORD), project, SECOND, 1);
        prefer(nobody().as(third, PASSWORD), project, SECOND, 1);
        assertThat(settled(item, 1).chosen().text()).isEqualTo(SECOND);

        setAside(other, "SHADOW");
        setAside(third, "SHADOW");
        Eventually.holds(
                SOON,
                "one is left who counts",
                () -> latest(item) instanceof PreferenceSettled left && left.ratings() == 1);
        PreferenceSettled alone = (PreferenceSettled) latest(item);
        assertThat(alone.chosen().text()).isEqualTo(FIRST);
        assertThat(alone.probability()).isEqualTo(1);

        setAside(one, "SHADOW");
        Eventually.holds(SOON, "nothing is settled", () -> latest(item) instanceof PreferenceRetracted);

        for (String name : List.of(one, other, third)) {
            setAside(name, "FINE");
        }
        Eventually.holds(
                SOON,
                "all count again",
                () -> latest(item) instanceof PreferenceSettled settled && settled.ratings() == 3);
    }

    private PreferenceSettled settled(String item, int atLeast) {
        return (PreferenceSettled) told(Topics.PREFERENCES, item, atLeast).getLast();
    }

    private Event latest(String item) {
        return told(Topics.PREFERENCES, item, 1).getLast();
    }

    private void setAside(String name, String state) {
        sql("""
                INSERT INTO feedback.rater_standing (project_id, account_id, state)
                SELECT CAST(? AS uuid), id, ? FROM feedback.account WHERE name = ?
                ON CONFLICT (project_id, account_id) DO UPDATE SET state = excluded.state
                """, project, state, name);
    }

    @Test
    void isForManagers() {
        assertThat(someone("reviewer")
                        .get("/api/projects/" + project + "/trust")
                        .status())
                .isEqualTo(403);
        assertThat(someone("annotator")
                        .get("/api/projects/" + UUID.randomUUID() + "/trust")
                        .code())
                .isEqualTo("project-unknown");
    }
}
