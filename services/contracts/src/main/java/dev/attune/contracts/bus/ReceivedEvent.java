package dev.attune.contracts.bus;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Event;

/**
 * An event with the place where it was read.
 *
 * @param id CloudEvents id: the same id is the same event, however often it is delivered
 * @param trace where it was decided; null when nobody traced that
 */
public record ReceivedEvent(
        Event event,
        String id,
        String topic,
        int partition,
        long offset,
        @Nullable TraceContext trace) {

    /** One that nobody traced. */
    public ReceivedEvent(Event event, String id, String topic, int partition, long offset) {
        this(event, id, topic, partition, offset, null);
    }
}
