package dev.attune.cli.letter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Topics;

/**
 * All dead letters of a bus.
 *
 * <p>A letter is put back once: its record on its topic, as it came, and a note of that behind it among the dead letters are one
 * transaction, and two people at it at the same time are one after the other.
 */
public record DeadLetterBox(String bootstrapServers) {

    /** On a note: the id of the letter that was put back. */
    private static final String REPLAYED = "dead-letter-replayed";

    private static final String OURS = "dead-letter-";
    private static final String TRANSACTIONAL_ID = "attune-dead-letters";
    private static final Duration POLL = Duration.ofMillis(200);

    /** A letter with the record that it was. */
    private record Kept(DeadLetter letter, ConsumerRecord<String, byte[]> record) {}

    /** What became of a letter that was to be put back. */
    public record Replay(String id, boolean replayed, String said) {}

    /** Every letter, the oldest first. */
    public List<DeadLetter> all() {
        return read().stream().map(Kept::letter).toList();
    }

    /** @throws AttuneException {@code letter-unknown} */
    public DeadLetter byId(String id) {
        return known(read(), id).letter();
    }

    /**
     * Puts records back on their topics, each with its key, value and headers; one that was put back before stays as it is.
     *
     * @throws AttuneException {@code letter-unknown} before any is put back
     */
    public List<Replay> replay(List<String> ids) {
        Map<String, Object> settings = new HashMap<>(Bus.producer(bootstrapServers, TRANSACTIONAL_ID));
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        List<Replay> replays = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings)) {
            // Before anything is read: whoever else is at it can put nothing back any more.
            producer.initTransactions();
            List<Kept> letters = read();
            List<Kept> wanted =
                    ids.stream().distinct().map(id -> known(letters, id)).toList();
            for (Kept kept : wanted) {
                replays.add(replay(kept, producer));
            }
            return replays;
        } catch (KafkaException e) {
            throw ErrorCategory.RETRIABLE.error(
                    "not-replayed",
                    "After " + replays.size() + " dead letters no more could be put back: " + e.getMessage()
                            + "; run the command again, which puts none back twice.",
                    e);
        }
    }

    private static Replay replay(Kept kept, KafkaProducer<String, byte[]> producer) {
        DeadLetter letter = kept.letter();
        if (letter.replayed()) {
            return new Replay(letter.id(), false, "was put back before");
        }
        RecordHeaders own = new RecordHeaders();
        for (Header header : kept.record().headers()) {
            if (!header.key().startsWith(OURS)) {
                own.add(header);
            }
        }
        RecordHeaders note = new RecordHeaders();
        note.add(REPLAYED, letter.id().getBytes(StandardCharsets.UTF_8));
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(
                letter.topic(), null, kept.record().key(), kept.record().value(), own));
        var _ = producer.send(new ProducerRecord<>(
                letter.deadLetterTopic(),
                kept.record().partition(),
                kept.record().key(),
                null,
                note));
        producer.commitTransaction();
        return new Replay(letter.id(), true, "is on " + letter.topic() + " again");
    }

    private static Kept known(List<Kept> letters, String id) {
        return letters.stream()
                .filter(kept -> kept.letter().id().equals(id))
                .findFirst()
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "letter-unknown",
                        "There is no dead letter " + id + "; ./attune dead-letters list shows those that there are."));
    }

    private List<Kept> read() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        Set<String> replayed = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : records()) {
            note(record).ifPresentOrElse(replayed::add, () -> records.add(record));
        }
        return records.stream()
                .map(record -> {
                    String topic = topicOf(record);
                    String id = DeadLetter.id(topic, record.partition(), record.offset());
                    return new Kept(DeadLetter.of(record, topic, replayed.contains(id)), record);
                })
                .sorted(Comparator.comparing((Kept kept) -> kept.letter().at())
                        .thenComparing(kept -> kept.letter().id()))
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> records() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(bootstrapServers, TRANSACTIONAL_ID))) {
            List<TopicPartition> partitions = Topics.ALL.stream()
                    .map(topic -> Topics.deadLetters(topic.name()))
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    private static Optional<String> note(ConsumerRecord<String, byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(REPLAYED))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    private static String topicOf(ConsumerRecord<String, byte[]> record) {
        String suffix = Topics.deadLetters("");
        return record.topic().substring(0, record.topic().length() - suffix.length());
    }
}
