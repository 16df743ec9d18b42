package dev.attune.registry.store;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.json.Json;

/** The JSON columns: written by this service, so JSON that cannot be read is a defect and not bad input. */
final class StoredJson {

    private StoredJson() {}

    static <T extends Event> T event(String json, Class<T> type) {
        return EventCodec.read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    static <T> T value(String json, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column of the registry cannot be read", e);
        }
    }

    static String text(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value could not be written as JSON", e);
        }
    }
}
