package dev.attune.registry.rest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.name.Names;
import dev.attune.registry.service.Promotions;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** What each channel serves, and changing it. */
@Path("/api/promotions")
@Blocking
class PromotionResource {

    private final Promotions promotions;
    private final JsonWebToken token;

    PromotionResource(Promotions promotions, JsonWebToken token) {
        this.promotions = promotions;
        this.token = token;
    }

    @GET
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "listPromotions", summary = "What each channel serves")
    public List<Promoted> list() {
        return promotions.current();
    }

    @GET
    @Path("{channel}")
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(
            operationId = "listPromotionsOfChannel",
            summary = "What a channel was made to serve, newest first; the header Link leads to older ones")
    public RestResponse<List<Promoted>> history(
            @PathParam("channel") String channel,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @Context UriInfo uri) {
        Cursor from = Cursor.read(before);
        return (Names.isName(channel) ? promotions.history(channel, from, limit) : Part.<Promoted>empty()).answer(uri);
    }

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @Operation(operationId = "promote", summary = "Makes a channel serve a checkpoint")
    @APIResponse(
            responseCode = "201",
            description = "The promotion is on its way to the bus",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Promoted.class)))
    @APIResponse(
            responseCode = "200",
            description = "The channel serves the checkpoint already; nothing was published",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Promoted.class)))
    public Response promote(@NotNull @Valid PromotionRequest request) {
        return promotions
                .promote(request.channel(), request.checkpointId(), request.reason(), person())
                .map(promoted -> Response.status(Response.Status.CREATED).entity(promoted))
                .orElseGet(() -> Response.ok(serving(request.channel())))
                .build();
    }

    /** The token's subject: it stands for a person without naming them. */
    private String person() {
        return token.getSubject() == null ? "unnamed" : token.getSubject();
    }

    private Promoted serving(String channel) {
        return promotions.current().stream()
                .filter(promoted -> promoted.channel().equals(channel))
                .findFirst()
                .orElseThrow();
    }
}
