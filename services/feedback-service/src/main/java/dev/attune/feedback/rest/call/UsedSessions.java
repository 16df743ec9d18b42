package dev.attune.feedback.rest.call;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.service.access.SessionUse;
import dev.attune.service.access.Claims;
import dev.attune.service.access.SessionCookies;

/**
 * Sees which sessions are used: here, and in the services to which the page's calls are handed on. A call counts when it was
 * answered well, which a token that nobody signed is not; so its content is read as it is.
 */
@ApplicationScoped
class UsedSessions {

    private static final int LATE = 800;
    private static final int FIRST_BAD = 400;
    private static final String BEARER = "bearer ";

    /** Tokens that are remembered, since people send the same one with each request. */
    private static final int MOST = 2000;

    private final SessionUse use;

    private final Map<String, Optional<UUID>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<UUID>> eldest) {
            return size() > MOST;
        }
    };

    UsedSessions(SessionUse use) {
        this.use = use;
    }

    void register(@Observes Filters filters) {
        filters.register(this::see, LATE);
    }

    private void see(RoutingContext context) {
        MultiMap headers = context.request().headers();
        Optional<String> cookie = SessionCookies.token(headers);
        cookie.or(() -> bearer(headers))
                .ifPresent(token -> context.addEndHandler(_ -> {
                    if (context.response().getStatusCode() < FIRST_BAD) {
                        session(token).ifPresent(session -> use.note(session, cookie.isPresent()));
                    }
                }));
        context.next();
    }

    private static Optional<String> bearer(MultiMap headers) {
        return Optional.ofNullable(headers.get(HttpHeaders.AUTHORIZATION))
                .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(text -> text.substring(BEARER.length()).strip());
    }

    private Optional<UUID> session(String token) {
        synchronized (known) {
            return known.computeIfAbsent(token, UsedSessions::named);
        }
    }

    private static Optional<UUID> named(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return Optional.of(UUID.fromString(
                    Json.MAPPER.readTree(claims).path(Claims.SESSION).asText()));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
