package dev.attune.feedback;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.testing.BrowserWalk;
import dev.attune.contracts.testing.Eventually;
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
                Map.of(
                        "ATTUNE_PROJECT",
                        project,
                        "ATTUNE_REVIEWER",
                        reviewerName,
                        "ATTUNE_MANAGER",
                        managerName,
                        "ATTUNE_MARKED",
                        marked(manager, rater),
                        "ATTUNE_WRITTEN",
                        written(manager, rater, other)));

        assertThat(progress(manager, project).body().path("ratings").asInt()).isEqualTo(3);
        assertThat(manager.get("/api/projects/" + project + "/voidings")
                        .body()
                        .path(0)
                        .path("finishedAt")
                        .isNull())
                .isFalse();
    }

    /** A project of one pair with an image, of which parts may be marked and which may be corrected. */
    private String marked(Api manager, Api rater) throws IOException {
        String project = manager.post(
                        "/api/projects",
                        Map.of(
                                "name",
                                "marked " + UUID.randomUUID(),
                                "ratingsPerItem",
                                1,
                                "form",
                                Map.of("highlights", List.of("wrong", "good"), "correction", true)))
                .text("id");
        byte[] png = square();
        String sha256 = Sha256.of(png);
        sql("INSERT INTO feedback.image (sha256, media_type, content) VALUES (?, 'image/png', ?)", sha256, png);
        sql(
                "INSERT INTO feedback.project_image (project_id, sha256, added_by) SELECT CAST(? AS uuid), ?, id"
                        + " FROM feedback.account LIMIT 1",
                project,
                sha256);
        Map<String, Object> image = Map.of("sha256", sha256, "alt", "A small square");
        Api.Answer added = manager.post(
                "/api/projects/" + project + "/prompts",
                Map.of(
                        "prompts",
                        List.of(Map.of(
                                "messages",
                                List.of(Map.of("role", "user", "content", "What is this?", "images", List.of(image))),
                                "answers",
                                List.of("It is round, as far as I see.", "It is a square thing.")))));
        if (added.status() >= 300) {
            throw new IllegalStateException("No prompt: " + added);
        }
        // Images of answers come from the ring only.
        sql("""
                UPDATE feedback.item
                SET first_candidate = CAST(jsonb_set(CAST(first_candidate AS jsonb), '{images}',
                    jsonb_build_array(jsonb_build_object('sha256', CAST(? AS text), 'alt', 'A small square'))) AS text)
                WHERE project_id = CAST(? AS uuid)
                """, sha256, project);
        say(rater, project, "TIE");
        return project;
    }

    /** A project of one prompt to which two people wrote an answer. */
    private String written(Api manager, Api rater, Api other) {
        String project = manager.post(
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
        write(rater, project, "Hello!");
        write(other, project, "Hi you!");
        return project;
    }

    private static void write(Api who, String project, String text) {
        Api.Answer lease = Eventually.get(() -> next(who, project), answer -> answer.status() == 200);
        rate(who, lease, Map.of("demonstration", text));
    }

    private static byte[] square() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics graphics = image.getGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(8, 8, 48, 48);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
