package dev.attune.feedback.rest;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.attune.feedback.Fault;

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
        Fault.PASSWORD_CHANGE_REQUIRED.when(
                caller.account().mustChangePassword(),
                "Your password was given to you by somebody else; change it at POST /api/session/password first.");
    }
}
