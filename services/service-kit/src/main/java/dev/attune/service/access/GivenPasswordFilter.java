package dev.attune.service.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.service.problem.ProblemForm;

/** Whoever signed in with a password that somebody else has seen may only replace it, in every service. */
@ApplicationScoped
class GivenPasswordFilter {

    private final JsonWebToken token;

    GivenPasswordFilter(JsonWebToken token) {
        this.token = token;
    }

    @ServerRequestFilter
    void filter(ResourceInfo route) {
        if (route.getResourceMethod().isAnnotationPresent(WithGivenPassword.class)) {
            return;
        }
        if (Boolean.parseBoolean(String.valueOf(token.<Object>getClaim(Claims.GIVEN_PASSWORD)))) {
            throw new AttuneException(
                    ProblemForm.PASSWORD_CHANGE_REQUIRED,
                    ErrorCategory.CALLER,
                    "Your password was given to you by somebody else; change it at POST /api/session/password of "
                            + "feedback-service first.");
        }
    }
}
