package dev.attune.contracts.bus;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PromptEvent;
import dev.attune.contracts.event.part.Split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventCodecTest {

    private static final PromptEvent.PromptAdded PROMPT =
            new PromptEvent.PromptAdded("p1", "project", List.of(Message.user("What is 2 plus 3?")), Split.TRAIN);

    @Test
    void writesCloudEventsInBinaryModeWithTheKeyAsSubject() {
        ConsumerRecord<String, byte[]> record = onTheBus("attune.prompts", encode(PROMPT));

        assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(record, "ce_type")).isEqualTo("dev.attune.prompts.prompt-added.v1");
        assertThat(header(record, "ce_subject")).isEqualTo("p1");
        assertThat(header(record, "content-type")).isEqualTo("application/json");
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"promptId\":\"p1\",\"projectId\":\"project\",\"prompt\":[{\"role\":\"user\","
                        + "\"content\":\"What is 2 plus 3?\"}],\"split\":\"TRAIN\"}");
    }

    @Test
    void readsBackWhatItWrote() {
        ReceivedEvent received = EventReader.read(onTheBus("attune.prompts", encode(PROMPT)));

        assertThat(received.event()).isEqualTo(PROMPT);
        assertThat(received.id()).isEqualTo("id-1");
        assertThat(received.offset()).isEqualTo(7);
    }

    @Test
    void refusesAnEventOnATopicOfAnother() {
        assertThatThrownBy(() -> EventReader.read(onTheBus("attune.runs", encode(PROMPT))))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("belongs on attune.prompts but came on attune.runs");
    }

    @Test
    void refusesBytesThatAreNoCloudEvent() {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("attune.prompts", 0, 3, "k", "hello".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> EventReader.read(record))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("attune.prompts-0@3 is no CloudEvent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_type", "ce_time", "ce_subject", "ce_anything", "content-type"})
    void refusesHeadersThatAreNone(String name) {
        for (byte[] value : new byte[][] {null, {}, {(byte) 0xFF, 0}}) {
            ConsumerRecord<String, byte[]> record = onTheBus("attune.prompts", encode(PROMPT));
            record.headers().remove(name);
            record.headers().add(name, value);

            assertThatThrownBy(() -> {
                        EventReader.read(record);
                        throw new InvalidEventException("It can be read all the same", null);
                    })
                    .isInstanceOf(InvalidEventException.class);
        }
    }

    @Test
    void namesTheFieldThatDoesNotFit() {
        CloudEvent event = cloudEvent("{\"promptId\":\"p1\",\"projectId\":\"x\",\"prompt\":[],\"split\":\"TRAIN\"}");

        assertThatThrownBy(() -> EventCodec.decode(event))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("prompt has no message");
    }

    @Test
    void namesAnUnknownType() {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("x")
                .withSource(URI.create("/test"))
                .withType("dev.attune.prompts.prompt-eaten.v1")
                .build();

        assertThatThrownBy(() -> EventCodec.decode(event)).hasMessageContaining("prompt-eaten");
    }

    @Test
    void readsEventsOfANewerWriterThatHasMoreFields() {
        CloudEvent event = cloudEvent("{\"promptId\":\"p1\",\"projectId\":\"project\",\"prompt\":[{\"role\":\"user\","
                + "\"content\":\"What is 2 plus 3?\",\"images\":[]}],\"split\":\"TRAIN\",\"priority\":4}");

        assertThat(EventCodec.decode(event)).isEqualTo(PROMPT);
    }

    @Test
    void missingNumbersDoNotBecomeZero() {
        byte[] json = "{\"itemId\":\"i\",\"reason\":null}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventCodec.read(json, PreferenceEvent.PreferenceRetracted.class))
                .hasMessageContaining("reason is missing");
    }

    @Test
    void everyRecordHasItsOwnTypeNameAndOneTopic() {
        assertThat(EventTypes.all()).hasSizeGreaterThan(12).allSatisfy(type -> {
            assertThat(EventTypes.byName(EventTypes.nameOf(type))).contains(type);
            assertThat(EventTypes.topicOf(type)).startsWith("attune.");
        });
    }

    @Test
    void aDeadLetterKeepsTheRecordAndSaysWhy() {
        ConsumerRecord<String, byte[]> record = onTheBus("attune.prompts", encode(PROMPT));

        var letter = DeadLetters.of(record, "inference-service", "invalid-event", "It does not fit.");

        assertThat(letter.topic()).isEqualTo("attune.prompts.dlq");
        assertThat(letter.value()).isEqualTo(record.value());
        assertThat(new String(letter.headers().lastHeader(DeadLetters.REASON).value(), StandardCharsets.UTF_8))
                .isEqualTo("It does not fit.");
        assertThat(letter.headers().lastHeader("ce_id")).isNotNull();
    }

    private static CloudEvent encode(PromptEvent event) {
        return EventCodec.encode(event, "/test", "id-1", Instant.parse("2026-11-22T10:00:00Z"));
    }

    private static CloudEvent cloudEvent(String json) {
        return CloudEventBuilder.v1(encode(PROMPT))
                .withData(json.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static ConsumerRecord<String, byte[]> onTheBus(String topic, CloudEvent event) {
        RecordHeaders headers = new RecordHeaders();
        try (CloudEventSerializer serializer = new CloudEventSerializer()) {
            serializer.configure(Map.of(), false);
            byte[] value = serializer.serialize(topic, headers, event);
            return new ConsumerRecord<>(
                    topic,
                    0,
                    7,
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    value.length,
                    event.getSubject(),
                    value,
                    headers,
                    java.util.Optional.empty());
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
