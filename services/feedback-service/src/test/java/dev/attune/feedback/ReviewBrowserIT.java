package dev.attune.feedback;

import java.net.URI;
import java.util.Map;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.BrowserWalk;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

/** A rater looks back, revises, flags and writes; a reviewer decides; a manager takes a person's ratings out. In Chromium. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ReviewBrowserIT extends RatedItems {

    @TestHTTPResource("/")
    URI address;

    @Test
    void aRaterLooksBackAndAReviewerDecides() throws Exception {
        String managerName = account("engineer");
        Api manager = nobody().as(managerName, PASSWORD);
        String raterName = account("annotator");
        Api rater = nobody().as(raterName, PASSWORD);
        Api other = someone("annotator");
        String reviewerName = account("reviewer");
        String project = project(manager, 2);
        for (int i = 0; i < 4; i++) {
            item(manager, project);
        }
        prefer(rater, project, FIRST, 3);
        prefer(other, project, SECOND, 3);
        prefer(rater, project, FIRST, 1);
        say(other, project, "TIE");
        say(rater, project, "SKIP");
        prefer(other, project, FIRST, 2);

        BrowserWalk.run(
                "review.browser.mjs",
                address,
                raterName,
                PASSWORD,
                Map.of("ATTUNE_PROJECT", project, "ATTUNE_REVIEWER", reviewerName, "ATTUNE_MANAGER", managerName));

        assertThat(progress(manager, project).body().path("ratings").asInt()).isEqualTo(3);
        assertThat(manager.get("/api/projects/" + project + "/voidings")
                        .body()
                        .path(0)
                        .path("finishedAt")
                        .isNull())
                .isFalse();
    }
}
