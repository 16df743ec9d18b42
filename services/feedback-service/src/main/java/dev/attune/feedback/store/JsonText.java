package dev.attune.feedback.store;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;

/** Conversations and candidates as they are kept: JSON text. */
public final class JsonText {

    private static final TypeReference<List<Message>> MESSAGES = new TypeReference<>() {};

    private JsonText() {}

    public static String of(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record could not be written as JSON", e);
        }
    }

    public static List<Message> messages(String json) {
        try {
            return Json.MAPPER.readValue(json, MESSAGES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored conversation cannot be read", e);
        }
    }

    public static Candidate candidate(String json) {
        try {
            return Json.MAPPER.readValue(json, Candidate.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored candidate cannot be read", e);
        }
    }
}
