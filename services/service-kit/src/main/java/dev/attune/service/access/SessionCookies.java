package dev.attune.service.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The page's cookie as the token library wants it: under one name, and only where it counts. Whoever sends a bearer token means
 * that one, whatever cookie the browser or the client adds. Over HTTPS the cookie has a name that browsers let nobody but this
 * very host set, and it is then the only one that counts.
 */
@ApplicationScoped
public class SessionCookies {

    /** The cookie's name where the page is not served over HTTPS. */
    public static final String PLAIN = "attune";

    /** The cookie's name over HTTPS: no other host, however near, can set it. */
    public static final String HOST_ONLY = "__Host-attune";

    private static final String BEARER = "bearer ";

    /** Before Quarkus's own filters look who it is. */
    private static final int EARLY = 1_000;

    private final boolean hostOnly;

    SessionCookies(@ConfigProperty(name = "attune.feedback.session.secure-cookie") Optional<Boolean> hostOnly) {
        this.hostOnly = hostOnly.orElse(false);
    }

    void register(@Observes Filters filters) {
        filters.register(this::sort, EARLY);
    }

    /** Whether the request names a bearer token. */
    static boolean hasBearer(MultiMap headers) {
        String authorization = headers.get(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    /** The token of the page's cookie, once this filter has seen the request. */
    public static Optional<String> token(MultiMap headers) {
        return value(cookies(headers), PLAIN);
    }

    private void sort(RoutingContext context) {
        MultiMap headers = context.request().headers();
        if (headers.contains(HttpHeaders.COOKIE)) {
            headers.set(HttpHeaders.COOKIE, sorted(headers, context.request().isSSL() || hostOnly));
        }
        context.next();
    }

    private static String sorted(MultiMap headers, boolean secure) {
        List<String> cookies = cookies(headers);
        List<String> others = cookies.stream()
                .filter(cookie -> !is(cookie, PLAIN) && !is(cookie, HOST_ONLY))
                .toList();
        Optional<String> session = hasBearer(headers)
                ? Optional.empty()
                : value(cookies, HOST_ONLY).or(() -> secure ? Optional.empty() : value(cookies, PLAIN));
        String kept = String.join("; ", others);
        return session.map(token -> PLAIN + "=" + token + (kept.isEmpty() ? "" : "; " + kept))
                .orElse(kept);
    }

    private static List<String> cookies(MultiMap headers) {
        return Arrays.stream(
                        String.join(";", headers.getAll(HttpHeaders.COOKIE)).split(";"))
                .map(String::strip)
                .toList();
    }

    private static Optional<String> value(List<String> cookies, String name) {
        return cookies.stream()
                .filter(cookie -> is(cookie, name))
                .map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }

    private static boolean is(String cookie, String name) {
        return cookie.startsWith(name + "=");
    }
}
