package dev.attune.service.outbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.arc.properties.IfBuildProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.attune.service.access.Roles;

/** What waits for the bus, what cannot be sent, and what the bus has lost. */
@Path("/api/outbox")
@Tag(name = "outbox")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
public class OutboxResource {

    private final OutboxStates states;
    private final Republication republication;

    OutboxResource(OutboxStates states, Republication republication) {
        this.states = states;
        this.republication = republication;
    }

    /**
     * What is wanted.
     *
     * @param dryRun only tell what would be sent; true when nothing is said
     * @param setApart also try again what was set apart
     */
    public record RepublicationRequest(
            @Schema(nullable = true) @Nullable Boolean dryRun,
            @Schema(nullable = true) @Nullable Boolean setApart) {}

    @GET
    @Operation(operationId = "outbox", summary = "Events that wait for the bus, and those that cannot be sent")
    public OutboxState state() {
        return states.state();
    }

    @POST
    @Path("/republish")
    @Operation(operationId = "republish", summary = "Send again, by id, the events that the bus has lost")
    public Republication.Report republish(@Nullable RepublicationRequest request) {
        boolean dryRun = request == null || !Boolean.FALSE.equals(request.dryRun());
        return republication.republish(dryRun, request != null && Boolean.TRUE.equals(request.setApart()));
    }
}
