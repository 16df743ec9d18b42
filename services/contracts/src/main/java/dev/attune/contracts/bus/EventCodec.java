package dev.attune.contracts.bus;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Event;
import dev.attune.contracts.json.Json;

/** Events as CloudEvents 1.0 with JSON data, and back. */
public final class EventCodec {

    private EventCodec() {}

    /** A CloudEvent with a fresh random id; {@code source} names the room, such as {@code /attune/reward-model}. */
    public static CloudEvent encode(Event event, String source) {
        return encode(event, source, UUID.randomUUID().toString(), Instant.now());
    }

    /** A CloudEvent with a given id, in the trace of the work that this thread does: an outbox keeps the id, so that a second delivery can be recognised. */
    public static CloudEvent encode(Event event, String source, String id, Instant time) {
        TraceContext trace = TraceContext.current().orElse(null);
        return encode(event.getClass(), event.key(), bytes(event), new Origin(source, id, time, trace));
    }

    /**
     * Where an event comes from.
     *
     * @param source names the room
     * @param trace null when nobody traced it
     */
    public record Origin(
            String source,
            String id,
            Instant time,
            @Nullable TraceContext trace) {}

    /** A CloudEvent of an event that is JSON already, as {@link #json} gave it; {@code key} is the event's. */
    public static CloudEvent encode(Class<? extends Event> type, String key, byte[] json, Origin origin) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(origin.id())
                .withSource(URI.create(origin.source()))
                .withType(EventTypes.nameOf(type))
                .withSubject(key)
                .withTime(origin.time().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(json);
        TraceContext trace = origin.trace();
        if (trace != null) {
            event.withExtension(TraceContext.PARENT, trace.parent());
            if (trace.state() != null) {
                event.withExtension(TraceContext.STATE, trace.state());
            }
        }
        return event.build();
    }

    /**
     * The event that a CloudEvent carries.
     *
     * @throws UnknownEventException when a later version may know the type
     * @throws InvalidEventException when the type is none of ours or the data does not fit it
     */
    public static Event decode(CloudEvent cloudEvent) {
        Class<? extends Event> type = EventTypes.byName(cloudEvent.getType()).orElseThrow(() -> unknown(cloudEvent));
        if (cloudEvent.getData() == null) {
            throw new InvalidEventException("Event " + cloudEvent.getId() + " has no data.", null);
        }
        return read(cloudEvent.getData().toBytes(), type);
    }

    private static InvalidEventException unknown(CloudEvent cloudEvent) {
        String type = cloudEvent.getType();
        return EventTypes.isNamedAsOurs(type)
                ? new UnknownEventException(cloudEvent.getId(), type)
                : new InvalidEventException(
                        "Event " + cloudEvent.getId() + " has the unknown type " + type + ".", null);
    }

    /**
     * The event that JSON of a known type says.
     *
     * @throws InvalidEventException when the data does not fit the type; the sentence names the field
     */
    public static <T extends Event> T read(byte[] json, Class<T> type) {
        try {
            T event = Json.MAPPER.readValue(json, type);
            if (event == null) {
                throw new InvalidEventException("A " + EventTypes.nameOf(type) + " event is null.", null);
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new InvalidEventException(
                    "A " + EventTypes.nameOf(type) + " event does not fit its schema: " + Json.sentence(e) + ".", e);
        } catch (IOException e) {
            throw new IllegalStateException("Reading bytes from memory failed", e);
        }
    }

    /** The event's data as JSON text. */
    public static String json(Event event) {
        return new String(bytes(event), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Event event) {
        try {
            return Json.MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event record could not be written as JSON", e);
        }
    }
}
