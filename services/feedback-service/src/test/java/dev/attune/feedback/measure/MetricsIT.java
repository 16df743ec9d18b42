package dev.attune.feedback.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.MetricsPage;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page on metrics promises, a running service tells; and it counts what people do. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class MetricsIT extends ServiceFixture {

    @TestHTTPResource("/q/metrics")
    URI metrics;

    @Test
    void countsARatingAndTellsWhatThePagePromises() {
        Api engineer = someone("engineer");
        Api annotator = someone("annotator");
        String project = project(engineer, 1);
        String prompt = prompt(engineer, project, "question");
        topics().send(candidates(project, prompt, "question", "yes", "no"));
        topics().sendRaw(Topics.COMPLETIONS, "broken", "no event");
        topics().sendUnknown(Topics.COMPLETIONS, "later");
        double given = value("attune_events_written_total{type=\"dev.attune.feedback.rating-given.v1\"}");
        double granted = value("attune_leases_granted_total");
        double refused = value("attune_sign_ins_total{outcome=\"refused\"}");

        Answer assignment = Eventually.get(
                () -> annotator.post("/api/projects/" + project + "/next", null), answer -> answer.status() == 200);
        Answer rated = annotator.postOnce(
                "/api/leases/" + assignment.text("leaseId") + "/rating", Map.of("verdict", "LEFT", "strength", 1));
        assertThat(rated.status()).isEqualTo(201);
        nobody().post("/api/session", Map.of("name", "nobody-" + UUID.randomUUID(), "password", "wrong"));

        assertThat(value("attune_events_written_total{type=\"dev.attune.feedback.rating-given.v1\"}"))
                .isEqualTo(given + 1);
        assertThat(value("attune_leases_granted_total")).isEqualTo(granted + 1);
        assertThat(value("attune_sign_ins_total{outcome=\"refused\"}")).isEqualTo(refused + 1);
        Eventually.get(() -> value("attune_leases{state=\"ended\"}"), ended -> ended >= 1);
        Eventually.get(() -> MetricsPage.told(scrape()), told -> told.containsAll(MetricsPage.promised("feedback")));
        assertThat(MetricsPage.told(scrape())).isEqualTo(MetricsPage.promised("feedback"));
        assertThat(scrape()).contains("jvm_memory_used_bytes", "http_server_requests_seconds_count");
        assertThat(scrape()).doesNotContain(project, prompt, assignment.text("leaseId"));
    }

    private String scrape() {
        // An upgrade to HTTP/2 mixes up a long answer now and then.
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                            HttpRequest.newBuilder(metrics)
                                    .header("Accept", "text/plain")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 0 where it was never counted. */
    private double value(String meter) {
        return scrape().lines()
                // This form of the answer ends each list of labels with a comma.
                .map(line -> line.replace(",}", "}"))
                .filter(line -> line.startsWith(meter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(meter.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
