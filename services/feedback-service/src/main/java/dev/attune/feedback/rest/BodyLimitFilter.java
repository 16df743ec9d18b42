package dev.attune.feedback.rest;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.attune.feedback.Fault;
import dev.attune.feedback.config.FeedbackConfig;

/** Refuses a body by its announced length; one that announces none meets the server's own limit. */
class BodyLimitFilter {

    private final int limit;

    BodyLimitFilter(FeedbackConfig config) {
        this.limit = config.limits().bodyBytes();
    }

    @ServerRequestFilter(preMatching = true)
    void filter(ContainerRequestContext request) {
        Fault.REQUEST_TOO_LARGE.when(
                request.getLength() > limit,
                "The body has " + request.getLength() + " bytes and at most " + limit
                        + " are allowed; send fewer lines at a time.");
    }
}
