package dev.attune.feedback.rest.answer;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.attune.feedback.service.answer.Origins;

/** Answers a browser that asks, before it sends a thumb, whether a page of another origin may. All other routes admit none. */
@ApplicationScoped
class ThumbPreflight {

    private static final String PATH = "/api/projects/(?<project>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/thumbs";
    private static final String A_DAY = "86400";

    private final Origins origins;

    ThumbPreflight(Origins origins) {
        this.origins = origins;
    }

    void register(@Observes Router router) {
        router.routeWithRegex(HttpMethod.OPTIONS, PATH).blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        UUID project = UUID.fromString(context.pathParam("project"));
        HttpServerResponse response = context.response().setStatusCode(204);
        if (origin != null && origins.of(project).contains(origin)) {
            response.putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Methods", "POST")
                    .putHeader("Access-Control-Allow-Headers", "authorization, content-type")
                    .putHeader("Access-Control-Max-Age", A_DAY)
                    .putHeader("Vary", "Origin");
        }
        response.end();
    }
}
