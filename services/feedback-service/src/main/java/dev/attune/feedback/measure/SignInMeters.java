package dev.attune.feedback.measure;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Counts what became of attempts to sign in. */
class SignInMeters {

    private final Counter accepted;
    private final Counter refused;
    private final Counter limited;

    SignInMeters(MeterRegistry registry) {
        this.accepted = counter(registry, "accepted");
        this.refused = counter(registry, "refused");
        this.limited = counter(registry, "limited");
    }

    @ServerResponseFilter
    public void count(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals("POST") && request.getUriInfo().getPath().equals("/api/session")) {
            switch (response.getStatus()) {
                case 200 -> accepted.increment();
                case 429 -> limited.increment();
                default -> refused.increment();
            }
        }
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return registry.counter("attune.sign.ins", "outcome", outcome);
    }
}
