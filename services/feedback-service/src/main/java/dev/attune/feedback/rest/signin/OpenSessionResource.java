package dev.attune.feedback.rest.signin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.access.Sessions;
import dev.attune.feedback.signin.OpenSession;

/** Where one is signed in. */
@Path("/api/sessions")
@Tag(name = "session")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class OpenSessionResource {

    private final Sessions sessions;
    private final Caller caller;

    OpenSessionResource(Sessions sessions, Caller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    /**
     * A session of the caller's.
     *
     * @param with how it was opened: {@code password}, or a provider's name
     * @param device what it was opened with, as that said itself
     * @param current whether it is the one of this call
     */
    public record SessionView(
            UUID id,
            String with,
            String device,
            Instant openedAt,
            @Schema(nullable = true) @Nullable Instant usedAt,
            Instant expiresAt,
            boolean current) {}

    @GET
    @Operation(operationId = "ownSessions", summary = "Where one is signed in, last used first")
    public List<SessionView> list() {
        UUID current = caller.session();
        return sessions.of(caller.account()).stream()
                .map(each -> view(each, current))
                .toList();
    }

    @DELETE
    @Operation(operationId = "endOtherSessions", summary = "Signs out everywhere else")
    @APIResponse(responseCode = "204", description = "This session is the only one")
    public RestResponse<Void> endOthers() {
        sessions.endOthers(caller.account(), caller.session());
        return RestResponse.noContent();
    }

    @DELETE
    @Path("/{session}")
    @Operation(operationId = "endSession", summary = "Ends one of one's own sessions")
    @APIResponse(responseCode = "204", description = "It has ended")
    public RestResponse<Void> end(@PathParam("session") UUID session) {
        sessions.end(caller.account(), session);
        return RestResponse.noContent();
    }

    private static SessionView view(OpenSession session, UUID current) {
        return new SessionView(
                session.id(),
                session.with(),
                session.device(),
                session.openedAt(),
                session.usedAt(),
                session.expiresAt(),
                session.id().equals(current));
    }
}
