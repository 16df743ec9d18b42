package dev.attune.contracts.bus;

import dev.attune.contracts.event.Event;

/**
 * An event with the place where it was read.
 *
 * @param id CloudEvents id: the same id is the same event, however often it is delivered
 */
public record ReceivedEvent(Event event, String id, String topic, int partition, long offset) {}
