package dev.attune.service.access;

import java.util.Arrays;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Whoever sends a bearer token means that one, whatever cookie the browser or the client adds. */
@ApplicationScoped
class BearerFirst {

    private static final String COOKIE = "attune=";
    private static final String BEARER = "bearer ";

    /** Before Quarkus's own filters look who it is. */
    private static final int EARLY = 1_000;

    void register(@Observes Filters filters) {
        filters.register(BearerFirst::preferBearer, EARLY);
    }

    private static void preferBearer(RoutingContext context) {
        MultiMap headers = context.request().headers();
        String authorization = headers.get(HttpHeaders.AUTHORIZATION);
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && headers.contains(HttpHeaders.COOKIE)) {
            headers.set(HttpHeaders.COOKIE, withoutSession(String.join(";", headers.getAll(HttpHeaders.COOKIE))));
        }
        context.next();
    }

    private static String withoutSession(String cookies) {
        return Arrays.stream(cookies.split(";"))
                .map(String::strip)
                .filter(cookie -> !cookie.startsWith(COOKIE))
                .collect(Collectors.joining("; "));
    }
}
