package dev.attune.feedback.rest.review;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.review.FlagReason;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.review.Flags;
import dev.attune.service.access.Roles;

/** One's flag on an item that one holds or rated. */
@Path("/api/items/{itemId}")
@Tag(name = "history")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ANNOTATOR)
public class FlagResource {

    private final Flags flags;
    private final Caller caller;

    FlagResource(Flags flags, Caller caller) {
        this.flags = flags;
        this.caller = caller;
    }

    /** What is wrong; OTHER needs words. */
    public record FlagRequest(
            FlagReason reason,

            @Schema(nullable = true, maxLength = Comments.LONGEST) @Nullable
            String words) {}

    @PUT
    @Path("/flag")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "flag",
            summary = "Hand an item to the reviewers: nobody is asked about it before they decide")
    @APIResponse(responseCode = "204", description = "It is with the reviewers")
    public RestResponse<Void> flag(@PathParam("itemId") UUID item, @Nullable FlagRequest request) {
        FlagRequest given = Given.body(request);
        flags.flag(item, caller.account(), Given.field(given.reason(), "reason"), given.words());
        return RestResponse.noContent();
    }

    @DELETE
    @Path("/flag")
    @Operation(operationId = "takeFlagBack", summary = "Take one's own flag back")
    @APIResponse(responseCode = "204", description = "Taken back")
    public RestResponse<Void> takeBack(@PathParam("itemId") UUID item) {
        flags.takeBack(item, caller.account());
        return RestResponse.noContent();
    }
}
