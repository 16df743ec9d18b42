package dev.attune.registry.service;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.registry.store.CallStore;
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
    public record Key(String caller, @Nullable String value, String route) {}

    /** The answer, and whether it is that of an earlier call. */
    public record Once<T>(T value, boolean replayed) {}

    /**
     * Does {@code call}, or answers as before when the key was used for the same route and body.
     *
     * @throws AttuneException {@code idempotency-key-reused} when it was used for another call
     */
    @Transactional
    public <T> Once<T> once(Key key, Object body, Class<T> type, Supplier<T> call) {
        String value = key.value();
        if (value == null) {
            return new Once<>(call.get(), false);
        }
        String asked = hash.of(key.route(), body);
        if (store.claim(key.caller(), value, asked)) {
            T answer = call.get();
            store.answer(key.caller(), value, json(answer));
            return new Once<>(answer, false);
        }
        CallStore.Answered earlier = store.answered(key.caller(), value);
        if (!earlier.requestHash().equals(asked)) {
            throw ErrorCategory.CALLER.error(
                    "idempotency-key-reused",
                    "This Idempotency-Key was used for another request; send a fresh random value.");
        }
        return new Once<>(read(earlier.response(), type), true);
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
