package dev.attune.cli.letter;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.contracts.testing.TestBus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeadLetterBoxIT {

    @TempDir
    Path directory;

    private TestBroker broker;
    private TestBus bus;
    private DeadLetterBox box;

    @BeforeEach
    void start() {
        broker = TestBroker.start(directory);
        bus = new TestBus(broker.bootstrapServers());
        box = new DeadLetterBox(broker.bootstrapServers());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aLetterIsPutBackOnceAsItCame() {
        bus.sendWithId(new PreferenceRetracted("item", "project"), "event-1");
        ConsumerRecord<String, byte[]> original =
                bus.records(Topics.PREFERENCES).getFirst();
        putAside(original);
        bus.sendRaw(Topics.deadLetters(Topics.JOBS), "odd", "{not json");

        List<DeadLetter> letters = box.all();
        assertThat(letters)
                .extracting(DeadLetter::id)
                .containsExactlyInAnyOrder("attune.preferences@0", "attune.jobs@0");
        DeadLetter letter = box.byId("attune.preferences@0");
        assertThat(letter.reason()).isEqualTo("It was too early.");
        assertThat(letter.type()).isEqualTo("dev.attune.preferences.preference-retracted.v1");

        assertThat(box.replay(List.of(letter.id())))
                .containsExactly(new DeadLetterBox.Replay(letter.id(), true, "is on attune.preferences again"));
        assertThat(box.replay(List.of(letter.id(), letter.id())))
                .containsExactly(new DeadLetterBox.Replay(letter.id(), false, "was put back before"));

        List<ConsumerRecord<String, byte[]>> records = bus.records(Topics.PREFERENCES);
        assertThat(records).hasSize(2);
        ConsumerRecord<String, byte[]> again = records.getLast();
        assertThat(again.key()).isEqualTo(original.key());
        assertThat(again.value()).isEqualTo(original.value());
        assertThat(names(again.headers())).isEqualTo(names(original.headers()));
        assertThat(EventReader.read(again).id()).isEqualTo("event-1");
        assertThat(box.all()).hasSize(2).filteredOn(DeadLetter::replayed).hasSize(1);
    }

    @Test
    void anUnknownLetterIsASentenceAndNothingIsPutBack() {
        bus.sendRaw(Topics.deadLetters(Topics.JOBS), "odd", "{not json");
        assertThatThrownBy(() -> box.replay(List.of("attune.jobs@0", "attune.jobs@7")))
                .isInstanceOf(AttuneException.class)
                .hasMessageStartingWith("There is no dead letter attune.jobs@7;");
        assertThat(bus.records(Topics.JOBS)).isEmpty();
    }

    private void putAside(ConsumerRecord<String, byte[]> record) {
        Map<String, Object> settings = new java.util.HashMap<>(Bus.producer(broker.bootstrapServers(), ""));
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings)) {
            var _ = producer.send(DeadLetters.of(record, "reader", "not-applied", "It was too early."));
        }
    }

    private static List<String> names(Headers headers) {
        return java.util.stream.StreamSupport.stream(headers.spliterator(), false)
                .map(header -> header.key())
                .toList();
    }
}
