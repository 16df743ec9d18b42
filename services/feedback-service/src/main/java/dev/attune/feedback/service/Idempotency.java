package dev.attune.feedback.service;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.store.CallStore;

/** A call that is repeated with the same Idempotency-Key is done once: key, effects and answer commit together. */
@ApplicationScoped
public class Idempotency {

    private final CallStore store;
    private final ObjectMapper mapper;

    /**
     * Escaped, so that also half a character, which a line may hold and UTF-8 cannot write, is hashed; in the order of the names,
     * so that a client that writes the same fields in another order has sent the same.
     */
    private final ObjectWriter hashed;

    Idempotency(CallStore store, ObjectMapper mapper) {
        this.store = store;
        this.mapper = mapper;
        this.hashed =
                mapper.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);
    }

    /**
     * What names a call.
     *
     * @param value the caller's key; absent: each call is done
     */
    public record Key(UUID account, @Nullable String value, String route) {}

    /** The answer, and whether it is that of an earlier call. */
    public record Once<T>(T value, boolean replayed) {}

    /**
     * Does {@code call}, or answers as before when the key was used for the same route and body.
     *
     * @throws FeedbackException {@link Fault#IDEMPOTENCY_KEY_REUSED} when it was used for another call
     */
    @Transactional
    public <T> Once<T> once(Key key, Object body, Class<T> type, Supplier<T> call) {
        String value = key.value();
        if (value == null) {
            return new Once<>(call.get(), false);
        }
        String hash = hash(key.route(), body);
        if (store.claim(key.account(), value, hash)) {
            T answer = call.get();
            store.answer(key.account(), value, json(answer));
            return new Once<>(answer, false);
        }
        CallStore.Answered earlier = store.answered(key.account(), value);
        Fault.IDEMPOTENCY_KEY_REUSED.when(
                !earlier.requestHash().equals(hash),
                "This Idempotency-Key was used for another request; send a fresh random value.");
        return new Once<>(read(earlier.response(), type), true);
    }

    private String hash(String route, Object body) {
        try {
            Sha256 hash = new Sha256().add(route);
            // A writer takes half a character, too, which a stream of UTF-8 refuses.
            try (Writer out = new OutputStreamWriter(hash.stream(), StandardCharsets.UTF_8)) {
                hashed.writeValue(out, body);
            }
            return hash.hex();
        } catch (IOException e) {
            throw new IllegalStateException("A request could not be hashed", e);
        }
    }

    private String json(Object answer) {
        try {
            return mapper.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer could not be written as JSON", e);
        }
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored answer cannot be read", e);
        }
    }
}
