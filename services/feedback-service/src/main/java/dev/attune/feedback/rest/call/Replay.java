package dev.attune.feedback.rest.call;

import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestResponse;

import dev.attune.feedback.service.Idempotency.Once;

/** Answers that may be the stored ones of an earlier call with the same Idempotency-Key. */
public final class Replay {

    public static final String KEY = "Idempotency-Key";
    public static final String REPLAYED = "Idempotency-Replayed";

    private Replay() {}

    public static <T> RestResponse<T> created(Once<T> once) {
        return answer(Response.Status.CREATED, once);
    }

    public static <T> RestResponse<T> ok(Once<T> once) {
        return answer(Response.Status.OK, once);
    }

    private static <T> RestResponse<T> answer(Response.Status status, Once<T> once) {
        RestResponse.ResponseBuilder<T> answer = RestResponse.ResponseBuilder.create(status, once.value());
        if (once.replayed()) {
            answer.header(REPLAYED, "true");
        }
        return answer.build();
    }
}
