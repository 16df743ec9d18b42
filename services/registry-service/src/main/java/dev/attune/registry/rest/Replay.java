package dev.attune.registry.rest;

import java.util.function.Supplier;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.registry.service.Idempotency;
import dev.attune.registry.service.Idempotency.Key;
import dev.attune.registry.service.Idempotency.Once;

/** Answers that may be the stored ones of an earlier call with the same Idempotency-Key. */
@RequestScoped
public class Replay {

    public static final String KEY = "Idempotency-Key";
    public static final int LONGEST_KEY = 200;
    private static final String REPLAYED = "Idempotency-Replayed";

    private final Idempotency idempotency;
    private final JsonWebToken token;
    private final UriInfo uri;

    Replay(Idempotency idempotency, JsonWebToken token, UriInfo uri) {
        this.idempotency = idempotency;
        this.token = token;
        this.uri = uri;
    }

    /** The token's subject: it stands for a person without naming them. */
    public String person() {
        return token.getSubject() == null ? "unnamed" : token.getSubject();
    }

    /** Asks for something once; without a key each time. */
    public <T> RestResponse<T> accepted(@Nullable String key, Object body, Class<T> type, Supplier<T> call) {
        Once<T> once = idempotency.once(new Key(person(), key, uri.getPath()), body, type, call);
        RestResponse.ResponseBuilder<T> answer =
                RestResponse.ResponseBuilder.create(Response.Status.ACCEPTED, once.value());
        if (once.replayed()) {
            answer.header(REPLAYED, "true");
        }
        return answer.build();
    }
}
