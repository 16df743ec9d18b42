package dev.attune.feedback.rest.agreement;

import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Agreement of a project's raters, against figures that are published or follow by hand. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class AgreementIT extends RatedItems {

    private Api manager;
    private Api one;
    private Api other;
    private String project;

    @BeforeEach
    void twoRaters() {
        manager = someone("engineer");
        one = someone("annotator");
        other = someone("annotator");
        project = project(manager, 2);
    }

    private String rate(String first, String second) {
        item(manager, project);
        prefer(one, project, first, 1);
        return prefer(other, project, second, 1);
    }

    private JsonNode agreement() {
        return manager.get("/api/projects/" + project + "/agreement?zone=Europe/Berlin")
                .body();
    }

    /** The table 20, 5, 10, 15 of every textbook: Cohen's kappa is 0.4; with 55 of 100 verdicts for one side, alpha is 1 - 0.3 / 0.5. */
    @Test
    void figuresOfTheTextbook() {
        String[][] table = {{FIRST, FIRST}, {FIRST, SECOND}, {SECOND, FIRST}, {SECOND, SECOND}};
        int[] counts = {20, 5, 10, 15};
        for (int cell = 0; cell < counts.length; cell++) {
            for (int i = 0; i < counts[cell]; i++) {
                rate(table[cell][0], table[cell][1]);
            }
        }

        JsonNode all = agreement().path("all");
        assertThat(all.path("items").asInt()).isEqualTo(50);
        assertThat(all.path("raters").asInt()).isEqualTo(2);
        assertThat(all.path("cohen").path("value").asDouble()).isCloseTo(0.4, within(1e-9));
        assertThat(all.path("alpha").path("value").asDouble()).isCloseTo(0.4, within(1e-9));
        assertThat(all.path("share").path("value").asDouble()).isCloseTo(0.7, within(1e-9));
        double low = all.path("alpha").path("low").asDouble();
        assertThat(low).isBetween(0.05, 0.25);
        assertThat(agreement().path("days").path(0).path("items").asInt()).isEqualTo(50);
        assertThat(agreement().path("drops").size()).isZero();
    }

    @Test
    void versionsOfTheGuidelinesStandApart() {
        for (int i = 0; i < 4; i++) {
            rate(FIRST, FIRST);
            rate(SECOND, SECOND);
        }
        JsonNode known = manager.get("/api/projects/" + project).body();
        assertThat(manager.send(
                                "PATCH",
                                "/api/projects/" + project,
                                Map.of("guidelines", "be unkind"),
                                "If-Match",
                                known.path("version").asText())
                        .status())
                .isEqualTo(200);
        for (int i = 0; i < 4; i++) {
            rate(FIRST, SECOND);
            rate(SECOND, FIRST);
        }

        JsonNode versions = agreement().path("versions");
        assertThat(versions.path(0).path("alpha").path("value").asDouble()).isEqualTo(1);
        assertThat(versions.path(1).path("alpha").path("value").asDouble()).isNegative();
        JsonNode drop = agreement().path("drops").path(0);
        assertThat(drop.path("version").asInt()).isEqualTo(2);
        assertThat(drop.path("now").path("high").asDouble())
                .isLessThan(drop.path("before").path("low").asDouble());
    }

    @Test
    void reviewersSayWhatIsRight() {
        Api reviewer = someone("reviewer");
        for (int i = 0; i < 4; i++) {
            String item = rate(FIRST, i == 0 ? SECOND : FIRST);
            assertThat(reviewer.send("PUT", "/api/items/" + item + "/adjudication", Map.of("verdict", "LEFT"))
                            .status())
                    .isEqualTo(204);
        }

        JsonNode agreement =
                reviewer.get("/api/projects/" + project + "/agreement").body();
        assertThat(agreement.path("reviewed").asInt()).isEqualTo(8);
        assertThat(agreement.path("accuracy").path("value").asDouble()).isEqualTo(7 / 8.0);
        JsonNode recall = agreement.path("recall");
        assertThat(recall.path(0).path("said").asText()).isEqualTo("FIRST");
        assertThat(recall.path(0).path("share").path("value").asDouble()).isEqualTo(7 / 8.0);
        assertThat(recall.path(1).path("share").path("undefined").asText()).isEqualTo("NOTHING");
    }

    @Test
    void withoutTwoRatingsOfOnePairNothingIsClaimed() {
        JsonNode empty = agreement();
        assertThat(empty.path("all").path("alpha").path("value").isNull()).isTrue();
        assertThat(empty.path("all").path("alpha").path("undefined").asText()).isEqualTo("NOTHING_PAIRED");
        assertThat(empty.path("accuracy").path("undefined").asText()).isEqualTo("NOTHING");
        rate(FIRST, FIRST);
        assertThat(agreement().path("all").path("alpha").path("undefined").asText())
                .isEqualTo("ONE_VALUE");
        assertThat(manager.get("/api/projects/" + project + "/agreement?zone=Mars/Base")
                        .code())
                .isEqualTo("invalid-request");
        sql("""
                INSERT INTO feedback.rater_standing (project_id, account_id, state)
                SELECT DISTINCT project_id, account_id, 'SHADOW' FROM feedback.rating WHERE project_id = ?
                """, UUID.fromString(project));
        assertThat(agreement().path("all").path("items").asInt()).isZero();
    }
}
