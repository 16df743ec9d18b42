package dev.attune.feedback.rest.invitation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.Role;
import dev.attune.feedback.invitation.Invitation;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.SessionCookie;
import dev.attune.feedback.service.access.Sessions.Session;
import dev.attune.feedback.service.invitation.Invitations;
import dev.attune.service.access.WithGivenPassword;
import dev.attune.service.request.BodyLimit;

/** Coming in by an invitation. The secret is in the body: addresses are written into logs. */
@Path("/api/entry")
@Tag(name = "invitations")
@BodyLimit(EntryResource.MOST_BYTES)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EntryResource {

    /** A secret, a name and a password of the longest kind, each character escaped. */
    static final int MOST_BYTES = 16 * 1024;

    private final Invitations invitations;
    private final SessionCookie cookie;
    private final Caller caller;

    EntryResource(Invitations invitations, SessionCookie cookie, Caller caller) {
        this.invitations = invitations;
        this.cookie = cookie;
        this.caller = caller;
    }

    /** What the link says after {@code #/join/}. */
    public record Secret(String secret) {}

    /** What somebody is invited to. */
    public record Offer(
            @Schema(nullable = true) @Nullable UUID projectId,
            @Schema(nullable = true) @Nullable String project,
            @Schema(nullable = true) @Nullable ProjectRole role,
            List<String> roles,
            String invitedBy,
            Instant expiresAt) {}

    /** Who comes: a name and a password of their own choice. */
    public record Newcomer(String secret, String name, String password) {}

    /**
     * A session that was opened.
     *
     * @param token for programs, as {@code Authorization: Bearer}; the page uses the cookie
     */
    public record Entered(String token, UUID id, String name, List<String> roles, Instant expiresAt) {}

    @POST
    @Path("/offer")
    @WithGivenPassword
    @PermitAll
    @Operation(operationId = "lookAtInvitation", summary = "What an invitation leads to; it is not used by that")
    public Offer look(@Nullable Secret request) {
        Invitation invitation = invitations.look(Given.text(Given.body(request).secret(), "secret"), caller.address());
        return new Offer(
                invitation.projectId(),
                invitation.projectName(),
                invitation.projectRole(),
                invitation.roles().stream().map(Role::text).sorted().toList(),
                invitation.maker(),
                invitation.expiresAt());
    }

    @POST
    @WithGivenPassword
    @PermitAll
    @Operation(operationId = "enter", summary = "Make one's account by an invitation, and be signed in")
    public RestResponse<Entered> enter(@Nullable Newcomer request) {
        Newcomer given = Given.body(request);
        return entered(invitations.accept(
                Given.text(given.secret(), "secret"),
                Given.text(given.name(), "name"),
                Given.text(given.password(), "password"),
                origin()));
    }

    @POST
    @Path("/membership")
    @Authenticated
    @Operation(
            operationId = "join",
            summary = "Use an invitation with the account that one has; where roles came, other sessions end")
    public RestResponse<Entered> join(@Nullable Secret request) {
        String secret = Given.text(Given.body(request).secret(), "secret");
        return entered(invitations.join(secret, caller.account(), origin()));
    }

    private Invitations.Origin origin() {
        return new Invitations.Origin(caller.address(), caller.device());
    }

    private RestResponse<Entered> entered(Session session) {
        Entered answer = new Entered(
                session.token(),
                session.account().id(),
                session.account().name(),
                Caller.names(session.account()),
                session.expiresAt());
        return RestResponse.ResponseBuilder.ok(answer)
                .cookie(cookie.of(session.token(), session.expiresAt()))
                .build();
    }
}
