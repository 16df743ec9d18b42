package dev.attune.feedback.messaging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** The trace of a click goes on in what the bus tells of it. */
@QuarkusTest
class TraceIT extends ServiceFixture {

    @Test
    void aRatingAndItsPreferenceAreOfTheClicksTrace() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        Api engineer = someone("engineer");
        Api annotator = someone("annotator");
        String project = project(engineer, 1);
        String prompt = prompt(engineer, project, "question");
        topics().send(candidates(project, prompt, "question", "yes", "no"));
        Answer assignment = Eventually.get(
                () -> annotator.post("/api/projects/" + project + "/next", null), answer -> answer.status() == 200);

        Answer rated = annotator.post(
                "/api/leases/" + assignment.text("leaseId") + "/rating",
                Map.of("verdict", "LEFT", "strength", 1),
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "traceparent",
                "00-" + trace + "-b7ad6b7169203331-01");

        assertThat(rated.status()).isEqualTo(201);
        String item = assignment.text("itemId");
        assertThat(traceParent(Topics.FEEDBACK, item))
                .startsWith("00-" + trace + "-")
                .doesNotContain("b7ad6b7169203331");
        assertThat(traceParent(Topics.PREFERENCES, item)).startsWith("00-" + trace + "-");
    }

    private String traceParent(String topic, String key) {
        List<ConsumerRecord<String, byte[]>> records =
                Eventually.get(() -> topics().records(topic, key), found -> !found.isEmpty());
        return new String(
                records.getFirst().headers().lastHeader("ce_traceparent").value(), StandardCharsets.UTF_8);
    }
}
