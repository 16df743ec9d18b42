package dev.attune.feedback.rest.invitation;

import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.Role;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.SessionCookie;
import dev.attune.feedback.service.access.Newcomers;
import dev.attune.feedback.service.access.Sessions.Session;
import dev.attune.service.access.Roles;

/** An administrator who rates, too, and is not thrown out for it. */
@Path("/api/session/annotator")
@Tag(name = "session")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class AnnotatorResource {

    private final Newcomers newcomers;
    private final SessionCookie cookie;
    private final Caller caller;

    AnnotatorResource(Newcomers newcomers, SessionCookie cookie, Caller caller) {
        this.newcomers = newcomers;
        this.cookie = cookie;
        this.caller = caller;
    }

    /** That the caller rates, too. */
    public record RatesToo(Boolean rates) {}

    @PUT
    @Operation(
            operationId = "rateToo",
            summary = "Give oneself the role of an annotator: the cookie holds a new token, other sessions end")
    @APIResponse(responseCode = "204", description = "The caller may rate")
    public RestResponse<Void> rateToo(@Nullable RatesToo request) {
        boolean rates = Given.field(Given.body(request).rates(), "rates");
        Fault.INVALID_REQUEST.when(!rates, "An administrator takes roles away with PATCH /api/accounts/{name}.");
        Session session = newcomers.alsoAs(caller.account(), Set.of(Role.ANNOTATOR), caller.device(), _ -> {});
        return RestResponse.ResponseBuilder.<Void>noContent()
                .cookie(cookie.of(session.token(), session.expiresAt()))
                .build();
    }
}
