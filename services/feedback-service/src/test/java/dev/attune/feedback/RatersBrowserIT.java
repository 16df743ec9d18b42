package dev.attune.feedback;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.BrowserWalk;
import dev.attune.feedback.service.rater.Raters;
import dev.attune.feedback.service.rater.Shadow;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

/** A manager looks at raters and their care, and a rater reads what stands out, as raters.browser.mjs says. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class RatersBrowserIT extends RatedItems {

    private static final int PAIRS = 32;

    @TestHTTPResource("/")
    URI address;

    @Inject
    Raters raters;

    @Inject
    Shadow shadow;

    @Inject
    ProjectStore projects;

    @Test
    void managersLookAndDecideAndRatersAreTold() throws Exception {
        String name = account("engineer");
        Api manager = nobody().as(name, PASSWORD);
        Api reviewer = someone("reviewer");
        Api careful = someone("annotator");
        String carelessName = account("annotator");
        Api careless = nobody().as(carelessName, PASSWORD);
        String project = project(manager, 2);
        for (int pair = 0; pair < PAIRS; pair++) {
            item(manager, project);
            String item = prefer(careful, project, SECOND, 1);
            Answer lease = next(careless, project);
            rate(careless, lease, Map.of("verdict", "LEFT"));
            if (pair < 3) {
                reviewer.send("PUT", "/api/items/" + item + "/adjudication", Map.of("verdict", "RIGHT"));
            }
        }
        item(manager, project);
        for (int gold = 0; gold < 12; gold++) {
            answered(gold(manager, project, "What is " + gold + " + " + gold + "?"), carelessName, gold < 3);
        }
        String wrong = gold(manager, project, "Which is the largest planet?");
        for (int person = 0; person < 8; person++) {
            answered(wrong, account("annotator"), false);
        }
        manager.send(
                "PUT",
                "/api/projects/" + project + "/checks",
                Map.of("gold", 0, "attention", 0, "repeats", 0, "warnings", true),
                "If-Match",
                "0");
        raters.measure(projects.byId(UUID.fromString(project)).orElseThrow());

        BrowserWalk.run(
                "raters.browser.mjs",
                address,
                name,
                PASSWORD,
                Map.of("ATTUNE_PROJECT_ID", project, "ATTUNE_RATER", carelessName));

        assertThat(shadow.of(UUID.fromString(project))).isEmpty();
        assertThat(manager.get("/api/projects/" + project + "/raters").body().toString())
                .contains("Clicks without reading", "I shall.");
    }

    private static String gold(Api manager, String project, String question) {
        return manager.post(
                        "/api/projects/" + project + "/gold",
                        Map.of(
                                "gold",
                                List.of(Map.of(
                                        "messages",
                                        List.of(Map.of("role", "user", "content", question)),
                                        "better",
                                        "The one that is held to be right.",
                                        "worse",
                                        "The other one."))))
                .body()
                .path("ids")
                .path(0)
                .asText();
    }

    /** As if the person had been handed the gold. */
    private void answered(String item, String person, boolean right) {
        sql("""
                INSERT INTO feedback.check_answer (id, item_id, project_id, account_id, lease_id, kind, verdict, strength,
                    left_first, dwell_millis, source, rated_at)
                SELECT gen_random_uuid(), g.item_id, g.project_id, a.id, gen_random_uuid(), 'GOLD',
                       CASE WHEN g.first_better = CAST(? AS boolean) THEN 'LEFT' ELSE 'RIGHT' END, 1, true, 4000, 'page',
                       clock_timestamp()
                FROM feedback.gold g, feedback.account a WHERE g.item_id = CAST(? AS uuid) AND a.name = ?
                """, right, item, person);
    }
}
