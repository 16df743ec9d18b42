package dev.attune.feedback.rest;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;

/** Whoever signed in with a password that somebody else has seen may only replace it. */
class PasswordChangeFilter {

    private static final String SESSION = "/api/session";

    private final Caller caller;

    PasswordChangeFilter(Caller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter
    void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (path.equals(SESSION) || path.equals(SESSION + "/password")) {
            return;
        }
        if (caller.account().mustChangePassword()) {
            throw new FeedbackException(
                    Fault.PASSWORD_CHANGE_REQUIRED,
                    "Your password was given to you by somebody else; change it at POST /api/session/password first.");
        }
    }
}
