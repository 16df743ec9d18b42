package dev.attune.contracts.bus;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Event;

/** Raw Kafka records to events; a record that cannot be read is a sentence, never a crash of the consumer. */
public final class EventReader {

    private EventReader() {}

    /**
     * The event of a record.
     *
     * @throws InvalidEventException when the record is no CloudEvent, has an unknown type, does not fit its schema or gives a
     *     checkpoint a name that is not that of its artifact's hash
     */
    public static ReceivedEvent read(ConsumerRecord<String, byte[]> record) {
        CloudEvent cloudEvent = cloudEvent(record);
        Event event = EventCodec.decode(cloudEvent);
        String expected = EventTypes.topicOf(event.getClass());
        if (!expected.equals(record.topic())) {
            throw new InvalidEventException(
                    "Event " + cloudEvent.getId() + " of type " + cloudEvent.getType() + " belongs on " + expected
                            + " but came on " + record.topic() + ".",
                    null);
        }
        if (event instanceof CheckpointPublished checkpoint && !checkpoint.namedByContent()) {
            throw new InvalidEventException(
                    "The checkpoint " + checkpoint.checkpointId() + " is not named by its content, which is "
                            + CheckpointPublished.idOf(checkpoint.kind(), checkpoint.artifact()) + ".",
                    null);
        }
        TraceContext trace = TraceContext.of(
                        cloudEvent.getExtension(TraceContext.PARENT), cloudEvent.getExtension(TraceContext.STATE))
                .orElse(null);
        return new ReceivedEvent(event, cloudEvent.getId(), record.topic(), record.partition(), record.offset(), trace);
    }

    private static CloudEvent cloudEvent(ConsumerRecord<String, byte[]> record) {
        try {
            return KafkaMessageFactory.createReader(record).toEvent();
        } catch (RuntimeException e) {
            // Whatever the library makes of bytes of a stranger, such as a header without a value, the record is what
            // is wrong.
            throw new InvalidEventException(
                    "The record at " + record.topic() + "-" + record.partition() + "@" + record.offset()
                            + " is no CloudEvent: " + e.getMessage(),
                    e);
        }
    }
}
