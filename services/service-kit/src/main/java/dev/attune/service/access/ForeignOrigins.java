package dev.attune.service.access;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * No page of elsewhere changes anything with a person's cookie: beside SameSite=Strict, which lets other ports of this host through,
 * every call that may change something must say that it comes from our own page. Browsers say so in headers that no script can set.
 * Programs, which send a bearer token and no cookie, are not concerned, unless a browser says that another page sends them.
 */
@ApplicationScoped
class ForeignOrigins {

    /** The code of a call that another site's page sent. */
    static final String CODE = "foreign-origin";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OURS = Set.of("same-origin", "none");

    /** Behind {@link SessionCookies}, which takes away what does not count, and before anybody acts on the call. */
    private static final int EARLY = 900;

    private final Optional<URI> address;

    ForeignOrigins(@ConfigProperty(name = "attune.feedback.public-address") Optional<URI> address) {
        this.address = address;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (SAFE.contains(request.method().name()) || isOurs(request)) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(403)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end("""
                {"type":"urn:attune:problem:%s","title":"Foreign origin","status":403,"code":"%s",\
                "detail":"This call does not come from the page of this service; open the page itself, or send a bearer token."}""".formatted(CODE, CODE));
    }

    private boolean isOurs(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (SessionCookies.hasBearer(headers)) {
            return true;
        }
        String site = headers.get("Sec-Fetch-Site");
        if (site != null) {
            return OURS.contains(site);
        }
        String origin = headers.get(HttpHeaders.ORIGIN);
        if (origin != null) {
            return isOurs(origin, headers.get(HttpHeaders.HOST));
        }
        return SessionCookies.token(headers).isEmpty();
    }

    private boolean isOurs(String origin, @Nullable String host) {
        int scheme = origin.indexOf("://");
        String authority = scheme < 0 ? "" : origin.substring(scheme + 3);
        return !authority.isEmpty()
                && (authority.equalsIgnoreCase(host)
                        || address.filter(own -> authority.equalsIgnoreCase(own.getAuthority()))
                                .isPresent());
    }
}
