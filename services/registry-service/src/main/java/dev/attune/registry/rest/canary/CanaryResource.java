package dev.attune.registry.rest.canary;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;

import dev.attune.registry.canary.Canary;
import dev.attune.registry.canary.CanarySettings;
import dev.attune.registry.canary.NewCanary;
import dev.attune.registry.service.canary.Canaries;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;

/** The canaries of a channel. */
@Path("/api/channels/{channel}/canary")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
class CanaryResource {

    private final Canaries canaries;
    private final JsonWebToken token;

    CanaryResource(Canaries canaries, JsonWebToken token) {
        this.canaries = canaries;
        this.token = token;
    }

    @GET
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "getCanary", summary = "The canary that runs on a channel, or the last that did")
    public Canary latest(@PathParam("channel") String channel) {
        return canaries.latest(channel);
    }

    @GET
    @Path("all")
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "listCanaries", summary = "The last hundred canaries of a channel, newest first")
    public List<Canary> all(@PathParam("channel") String channel) {
        return canaries.all(channel);
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(
            value = Canary.class,
            responseCode = "201",
            responseDescription = "The canary is on its way to the bus")
    @Operation(operationId = "startCanary", summary = "Lets another checkpoint answer a share of a channel's people")
    public Canary start(@PathParam("channel") String channel, @NotNull @Valid CanaryRequest request) {
        CanarySettings settings = request.settings();
        return canaries.start(new NewCanary(
                channel,
                request.checkpointId(),
                request.share(),
                settings == null ? CanarySettings.defaults() : settings.whole(),
                request.version(),
                request.reason(),
                person()));
    }

    @PUT
    @Path("share")
    @Operation(
            operationId = "shareCanary",
            summary = "Another share: when it grows, whoever the canary answered goes on with it")
    public Canary share(@PathParam("channel") String channel, @NotNull @Valid ShareRequest request) {
        return canaries.share(channel, request.share(), request.version(), request.reason(), person());
    }

    @POST
    @Path("end")
    @Operation(operationId = "endCanary", summary = "Ends a canary; the channel keeps what it serves")
    public Canary end(@PathParam("channel") String channel, @NotNull @Valid EndRequest request) {
        return canaries.end(channel, request.version(), request.reason(), person());
    }

    /** The token's subject: it stands for a person without naming them. */
    private String person() {
        return token.getSubject() == null ? "unnamed" : token.getSubject();
    }
}
