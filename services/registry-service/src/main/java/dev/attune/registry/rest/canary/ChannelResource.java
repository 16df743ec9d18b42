package dev.attune.registry.rest.canary;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;

import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.registry.canary.Channel;
import dev.attune.registry.service.canary.Channels;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;

/** Channels, and what people do with them in a hurry. */
@Path("/api/channels")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
class ChannelResource {

    private final Channels channels;
    private final JsonWebToken token;

    ChannelResource(Channels channels, JsonWebToken token) {
        this.channels = channels;
        this.token = token;
    }

    @GET
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "listChannels", summary = "What each channel serves, and whether it is stopped")
    public List<Channel> list() {
        return channels.all();
    }

    @GET
    @Path("{channel}")
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "getChannel", summary = "What a channel serves, with the version that changes of it name")
    public Channel find(@PathParam("channel") String channel) {
        return channels.find(channel);
    }

    @POST
    @Path("{channel}/rollback")
    @ResponseStatus(201)
    @APIResponseSchema(
            value = Promoted.class,
            responseCode = "201",
            responseDescription = "The promotion of the former checkpoint is on its way to the bus")
    @Operation(operationId = "rollBack", summary = "Makes a channel serve what it served before; no gate is asked")
    public Promoted rollBack(@PathParam("channel") String channel, @NotNull @Valid RollbackRequest request) {
        return channels.rollBack(channel, request.checkpointId(), request.version(), request.reason(), person());
    }

    @POST
    @Path("{channel}/stop")
    @Operation(
            operationId = "stopChannel",
            summary = "The channel answers nobody until it is resumed; its canary is over")
    public Channel stop(@PathParam("channel") String channel, @NotNull @Valid StopRequest request) {
        return channels.stop(channel, request.reason(), person());
    }

    @POST
    @Path("{channel}/resumption")
    @Operation(operationId = "resumeChannel", summary = "A channel that was stopped answers again")
    public Channel resume(@PathParam("channel") String channel, @NotNull @Valid StopRequest request) {
        return channels.resume(channel, request.reason(), person());
    }

    /** The token's subject: it stands for a person without naming them. */
    private String person() {
        return token.getSubject() == null ? "unnamed" : token.getSubject();
    }
}
