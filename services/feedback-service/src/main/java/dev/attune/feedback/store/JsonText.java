package dev.attune.feedback.store;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.form.Form;

/** Conversations and candidates as they are kept: JSON text. */
public final class JsonText {

    private static final TypeReference<List<Message>> MESSAGES = new TypeReference<>() {};

    private static final TypeReference<Form> FORM = new TypeReference<>() {};
    private static final TypeReference<List<Candidate>> CANDIDATES = new TypeReference<>() {};
    private static final TypeReference<List<List<Integer>>> RANKING = new TypeReference<>() {};
    private static final TypeReference<List<Remarks>> REMARKS = new TypeReference<>() {};

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

    /** Null for the form that holds where nothing is said. */
    static @Nullable String ofForm(Form form) {
        return form.equals(Form.PLAIN) ? null : of(form);
    }

    public static Form form(@Nullable String json) {
        return json == null ? Form.PLAIN : read(json, FORM);
    }

    public static List<Candidate> candidates(String json) {
        return read(json, CANDIDATES);
    }

    public static List<List<Integer>> ranking(@Nullable String json) {
        return json == null ? List.of() : read(json, RANKING);
    }

    public static List<Remarks> remarks(@Nullable String json) {
        return json == null ? List.of() : read(json, REMARKS);
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored record cannot be read", e);
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
