package dev.attune.feedback.rest;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.service.access.SessionCookies;

/**
 * Hands the page's calls about prompts, proposals and promotions to the registry, as they are, so that the page has one origin: no other site, and no other
 * port, is ever allowed to call with a person's cookie. Who the caller is and what they may do, the registry decides by the token.
 */
@ApplicationScoped
class RegistryForward {

    private static final Logger LOG = Logger.getLogger(RegistryForward.class);

    private static final String PREFIX = "/registry";
    private static final String PATHS = PREFIX + "/api/(prompts|prompt-runs|proposals|promotions)(/.*)?";
    private static final List<CharSequence> ASKED =
            List.of(HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE, HttpHeaders.AUTHORIZATION);
    private static final List<CharSequence> ANSWERED =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.DATE, HttpHeaders.createOptimized("Retry-After"));
    private static final int CONNECT_MILLIS = 2_000;
    private static final int IDLE_SECONDS = 30;
    private static final String AWAY = """
            {"status":503,"title":"Service Unavailable","code":"registry-unavailable",\
            "detail":"The registry, which keeps prompts and proposals, does not answer at the moment; try again shortly."}""";

    private final Optional<URI> registry;
    private final HttpClient client;

    RegistryForward(FeedbackConfig config, Vertx vertx) {
        this.registry = config.registry();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setIdleTimeout(IDLE_SECONDS));
    }

    void register(@Observes Router router) {
        router.routeWithRegex(PATHS).handler(this::forward);
    }

    private void forward(RoutingContext context) {
        HttpServerRequest asked = context.request();
        HttpServerResponse answer = context.response();
        if (registry.isEmpty()) {
            away(answer);
            return;
        }
        // Whoever reads on elsewhere must find the body that has not been read here.
        asked.pause();
        client.request(target(registry.get(), context))
                .compose(request -> send(asked, request))
                .compose(response -> pass(response, answer))
                .onFailure(failure -> {
                    LOG.warnf("The registry did not answer: %s", failure);
                    away(answer);
                });
    }

    /** The path as the router understood it: no dots lead out of what is handed on. */
    private static RequestOptions target(URI registry, RoutingContext context) {
        String query = context.request().query();
        String path = context.normalizedPath().substring(PREFIX.length());
        return new RequestOptions()
                .setAbsoluteURI(registry.resolve("/").toString().replaceFirst("/$", "")
                        + path
                        + (query == null ? "" : "?" + query))
                .setMethod(context.request().method());
    }

    private static Future<HttpClientResponse> send(HttpServerRequest asked, HttpClientRequest request) {
        ASKED.forEach(name ->
                asked.headers().getAll(name).forEach(value -> request.headers().add(name, value)));
        // The call has been found to come from our own page; there it is that of a program with the person's token.
        SessionCookies.token(asked.headers())
                .ifPresent(token -> request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token));
        String length = asked.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            request.putHeader(HttpHeaders.CONTENT_LENGTH, length);
        } else if (asked.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            request.setChunked(true);
        } else {
            asked.resume();
            return request.send();
        }
        return request.send(asked);
    }

    private static Future<Void> pass(HttpClientResponse response, HttpServerResponse answer) {
        answer.setStatusCode(response.statusCode());
        ANSWERED.forEach(name -> {
            String value = response.getHeader(name);
            if (value != null) {
                answer.putHeader(name, value);
            }
        });
        answer.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        answer.setChunked(true);
        return response.pipeTo(answer);
    }

    private static void away(HttpServerResponse answer) {
        if (answer.headWritten()) {
            answer.reset();
        } else if (!answer.ended()) {
            answer.setChunked(false)
                    .setStatusCode(503)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .putHeader("Retry-After", "2")
                    .end(AWAY);
        }
    }
}
