package dev.attune.feedback.service;

import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.store.CallStore;
import dev.attune.service.request.RequestHash;

/** A call that is repeated with the same Idempotency-Key is done once: key, effects and answer commit together. */
@ApplicationScoped
public class Idempotency {

    private final CallStore store;
    private final ObjectMapper mapper;
    private final RequestHash hash;

    Idempotency(CallStore store, ObjectMapper mapper) {
        this.store = store;
        this.mapper = mapper;
        this.hash = new RequestHash(mapper);
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
        String asked = hash.of(key.route(), body);
        if (store.claim(key.account(), value, asked)) {
            T answer = call.get();
            store.answer(key.account(), value, json(answer));
            return new Once<>(answer, false);
        }
        return replay(store.answered(key.account(), value), asked, type);
    }

    /** What a call is known by when it is sent again. */
    public String hash(Key key, Object body) {
        return hash.of(key.route(), body);
    }

    /**
     * The answer of an earlier call.
     *
     * @param asked hash of what is asked now
     * @throws FeedbackException {@link Fault#IDEMPOTENCY_KEY_REUSED} when something else was asked then
     */
    public <T> Once<T> replay(CallStore.Answered earlier, String asked, Class<T> type) {
        Fault.IDEMPOTENCY_KEY_REUSED.when(
                !earlier.requestHash().equals(asked),
                "This Idempotency-Key was used for another request; send a fresh random value.");
        return new Once<>(read(earlier.response(), type), true);
    }

    /** An answer as it is kept. */
    public String json(Object answer) {
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
