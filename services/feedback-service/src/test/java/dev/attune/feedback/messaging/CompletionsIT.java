package dev.attune.feedback.messaging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class CompletionsIT extends ServiceFixture {

    private Api engineer;
    private String project;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        project = project(engineer, 1);
    }

    private int items() {
        return progress(engineer, project).body().path("items").asInt();
    }

    private void publish(String prompt, String eventId, String... answers) {
        topics().sendWithId(candidates(project, prompt, "question", answers), eventId);
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters(String key) {
        return topics().records(Topics.deadLetters(Topics.COMPLETIONS)).stream()
                .filter(record -> record.key().equals(key))
                .toList();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void makesAnItemOfEveryPairOnceHoweverOftenItIsDelivered() {
        String prompt = prompt(engineer, project, "question");
        String event = UUID.randomUUID().toString();

        publish(prompt, event, "a", "b", "c");
        publish(prompt, event, "a", "b", "c");
        publish(prompt, UUID.randomUUID().toString(), "b", "a");
        publish(prompt, UUID.randomUUID().toString(), "c", "d");

        assertThat(Eventually.get(this::items, items -> items >= 4)).isEqualTo(4);
    }

    @Test
    void countsPairsOfIdenticalAnswersInsteadOfOfferingThem() {
        String prompt = prompt(engineer, project, "question");

        publish(prompt, UUID.randomUUID().toString(), "same", "same ");

        Eventually.get(
                () -> progress(engineer, project)
                        .body()
                        .path("identicalAnswers")
                        .asInt(),
                count -> count == 1);
        assertThat(items()).isZero();
    }

    @Test
    void putsARecordAsideThatDoesNotFitItsSchemaAndGoesOn() throws Exception {
        String prompt = prompt(engineer, project, "question");
        String broken = "broken-" + UUID.randomUUID();
        String plain = "plain-" + UUID.randomUUID();
        Map<String, Object> settings = Bus.producer(bootstrapServers, "");
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings)) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                    Topics.COMPLETIONS, broken, "{\"promptId\": \"p\"}".getBytes(StandardCharsets.UTF_8));
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", broken,
                            "ce_source", "/attune/test",
                            "ce_type", "dev.attune.completions.candidates-generated.v1",
                            "content-type", "application/json")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
            producer.send(new ProducerRecord<>(Topics.COMPLETIONS, plain, "no event".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        publish(prompt, UUID.randomUUID().toString(), "a", "b");

        assertThat(Eventually.get(this::items, items -> items > 0)).isEqualTo(1);
        ConsumerRecord<String, byte[]> letter = deadLetters(broken).getFirst();
        assertThat(header(letter, DeadLetters.CODE)).isEqualTo("invalid-event");
        assertThat(header(letter, DeadLetters.REASON)).contains("projectId");
        assertThat(header(letter, DeadLetters.CONSUMER)).isEqualTo("feedback-service");
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("{\"promptId\": \"p\"}");
        assertThat(deadLetters(plain)).hasSize(1);
    }

    @Test
    void putsAnswersToUnknownPromptsAside() {
        String unknown = UUID.randomUUID().toString();

        publish(unknown, UUID.randomUUID().toString(), "a", "b");

        ConsumerRecord<String, byte[]> letter = Eventually.get(
                        () -> deadLetters(unknown), letters -> !letters.isEmpty())
                .getFirst();
        assertThat(header(letter, DeadLetters.CODE)).isEqualTo("project-unknown");
    }

    @Test
    void putsAnswersToHeldOutPromptsAside() {
        String heldOut = engineer.post(
                        "/api/projects/" + project + "/prompts",
                        Map.of(
                                "prompts",
                                List.of(Map.of(
                                        "messages",
                                        List.of(Map.of("role", "user", "content", "exam")),
                                        "split",
                                        "HELD_OUT"))))
                .body()
                .path("ids")
                .path(0)
                .asText();

        publish(heldOut, UUID.randomUUID().toString(), "a", "b");

        ConsumerRecord<String, byte[]> letter = Eventually.get(
                        () -> deadLetters(heldOut), letters -> !letters.isEmpty())
                .getFirst();
        assertThat(header(letter, DeadLetters.CODE)).isEqualTo("held-out-prompt");
        assertThat(items()).isZero();
    }
}
