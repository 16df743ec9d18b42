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
import dev.attune.feedback.rest.call.Replay;
import dev.attune.service.access.SessionCookies;

/**
 * Hands the page's calls about prompts, runs, checkpoints, gates, approvals, promotions and retraining policies to the registry, and questions to
 * checkpoints to the inference service, as they are, so that the page has one origin: no other site, and no other port, is ever allowed to call with
 * a person's cookie. Who the caller is and what they may do, those services decide by the token.
 */
@ApplicationScoped
class Forwards {

    private static final Logger LOG = Logger.getLogger(Forwards.class);

    private static final List<CharSequence> ASKED = List.of(
            HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE, HttpHeaders.AUTHORIZATION, HttpHeaders.IF_MATCH, Replay.KEY);
    private static final List<CharSequence> ANSWERED = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.DATE,
            HttpHeaders.ETAG,
            HttpHeaders.createOptimized("Retry-After"),
            Replay.REPLAYED);
    private static final int CONNECT_MILLIS = 2_000;

    private static final Way REGISTRY = new Way(
            "/registry",
            "/api/(prompts|prompt-runs|proposals|promotions|runs|checkpoints|evaluations|jobs|retraining|gates|approvals"
                    + "|channels)(/.*)?",
            30,
            """
            {"status":503,"title":"Service Unavailable","code":"registry-unavailable",\
            "detail":"The registry, which keeps prompts, runs and checkpoints, does not answer at the moment; try again shortly."}""");

    /** A checkpoint that is asked may have to be loaded first. */
    private static final Way INFERENCE = new Way("/inference", "/v1/(models(/.*)?|chat/completions)", 180, """
            {"status":503,"title":"Service Unavailable","code":"inference-unavailable",\
            "detail":"The service that answers with checkpoints does not answer at the moment; try again shortly."}""");

    private final FeedbackConfig config;
    private final Vertx vertx;

    /**
     * A way to another service.
     *
     * @param prefix under which the page asks
     * @param paths of the service that are reached this way
     * @param idleSeconds without a byte, after which it is given up
     * @param away the problem that is told then
     */
    private record Way(String prefix, String paths, int idleSeconds, String away) {}

    Forwards(FeedbackConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        open(router, REGISTRY, config.registry());
        open(router, INFERENCE, config.inference());
    }

    private void open(Router router, Way way, Optional<URI> place) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setIdleTimeout(way.idleSeconds()));
        router.routeWithRegex(way.prefix() + way.paths())
                .handler(context -> place.ifPresentOrElse(
                        uri -> forward(context, way, uri, client), () -> away(context.response(), way)));
    }

    private static void forward(RoutingContext context, Way way, URI place, HttpClient client) {
        HttpServerRequest asked = context.request();
        HttpServerResponse answer = context.response();
        // Whoever reads on elsewhere must find the body that has not been read here.
        asked.pause();
        client.request(target(way, place, context))
                .compose(request -> {
                    // Whoever goes away wants no answer any more.
                    context.addEndHandler(ended -> {
                        if (ended.failed()) {
                            request.reset();
                        }
                    });
                    return send(asked, request);
                })
                .compose(response -> pass(response, answer))
                .onFailure(failure -> {
                    if (!answer.closed()) {
                        LOG.warnf("%s did not answer: %s", place, failure);
                        away(answer, way);
                    }
                });
    }

    /** The path as the router understood it: no dots lead out of what is handed on. */
    private static RequestOptions target(Way way, URI place, RoutingContext context) {
        String query = context.request().query();
        String path = context.normalizedPath().substring(way.prefix().length());
        return new RequestOptions()
                .setAbsoluteURI(place.resolve("/").toString().replaceFirst("/$", "")
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

    private static void away(HttpServerResponse answer, Way way) {
        if (answer.headWritten()) {
            answer.reset();
        } else if (!answer.ended()) {
            answer.setChunked(false)
                    .setStatusCode(503)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .putHeader("Retry-After", "2")
                    .end(way.away());
        }
    }
}
