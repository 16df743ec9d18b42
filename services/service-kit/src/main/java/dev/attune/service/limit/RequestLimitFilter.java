package dev.attune.service.limit;

import java.time.Duration;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;

import io.github.bucket4j.ConsumptionProbe;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.service.problem.ProblemForm;

/**
 * Nobody who is signed in keeps a service from the others; signing in has limits of its own. Each answer says what is left, as
 * the IETF's draft-ietf-httpapi-ratelimit-headers has it: {@code RateLimit-Policy: "requests";q=6000;w=60} and
 * {@code RateLimit: "requests";r=5999;t=1}, with t the seconds until a request more is free.
 */
@ApplicationScoped
class RequestLimitFilter {

    static final String POLICY_HEADER = "RateLimit-Policy";
    static final String HEADER = "RateLimit";

    private static final String TAKEN = RequestLimitFilter.class.getName();

    private final RequestLimits limits;
    private final JsonWebToken token;

    RequestLimitFilter(RequestLimits limits, JsonWebToken token) {
        this.limits = limits;
        this.token = token;
    }

    @ServerRequestFilter
    void take(ContainerRequestContext request, ResourceInfo route) {
        if (route.getResourceMethod().isAnnotationPresent(PermitAll.class)) {
            // Open to anybody: who it is is not asked, and a stale cookie is no reason to refuse.
            return;
        }
        String caller = caller();
        if (!limits.limits() || caller == null) {
            return;
        }
        ConsumptionProbe taken = limits.take(caller);
        request.setProperty(TAKEN, taken);
        if (!taken.isConsumed()) {
            throw new AttuneException(
                    ProblemForm.REQUEST_LIMIT,
                    ErrorCategory.CALLER,
                    "You have sent more than " + limits.perMinute() + " requests in a minute; go on in "
                            + seconds(taken.getNanosToWaitForRefill()) + " s.");
        }
    }

    @ServerResponseFilter
    void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(TAKEN) instanceof ConsumptionProbe taken) {
            long window = RequestLimits.window().toSeconds();
            response.getHeaders().putSingle(POLICY_HEADER, "\"requests\";q=" + limits.perMinute() + ";w=" + window);
            long wait = seconds(taken.getNanosToWaitForRefill());
            response.getHeaders().putSingle(HEADER, "\"requests\";r=" + taken.getRemainingTokens() + ";t=" + wait);
            if (!taken.isConsumed()) {
                response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, wait);
            }
        }
    }

    /** Null of somebody who is not signed in. */
    private @Nullable String caller() {
        return token.getSubject() != null ? token.getSubject() : token.getName();
    }

    private static long seconds(long nanos) {
        return Math.max(1, Duration.ofNanos(nanos).plusMillis(999).toSeconds());
    }
}
