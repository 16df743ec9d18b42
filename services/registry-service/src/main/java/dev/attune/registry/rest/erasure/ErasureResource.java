package dev.attune.registry.rest.erasure;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

import dev.attune.registry.erasure.ErasedKeys;
import dev.attune.registry.erasure.ErasureReport;
import dev.attune.registry.service.erasure.Erasures;
import dev.attune.registry.service.erasure.TrainingsWithout;
import dev.attune.service.access.Roles;

/** What learnt from people who were erased. */
@Path("/api/erasures")
@Blocking
@RolesAllowed(Roles.ADMINISTRATOR)
class ErasureResource {

    private final Erasures erasures;
    private final TrainingsWithout trainings;
    private final JsonWebToken token;

    ErasureResource(Erasures erasures, TrainingsWithout trainings, JsonWebToken token) {
        this.erasures = erasures;
        this.trainings = trainings;
        this.token = token;
    }

    @POST
    @Operation(
            operationId = "applyErasure",
            summary =
                    "Erases what runs have kept of a person, and says which checkpoints learnt from it; asked again, it makes sure")
    public ErasureReport apply(@NotNull @Valid ErasedKeys keys) {
        return erasures.apply(keys, person());
    }

    @GET
    @Operation(operationId = "listErasures", summary = "Ids of the erasures that were applied, newest first")
    public List<String> list() {
        return erasures.applied();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getErasure", summary = "What learnt from the person, and what is made again without")
    public ErasureReport report(@PathParam("id") String id) {
        return erasures.report(id);
    }

    @POST
    @Path("{id}/training")
    @Operation(
            operationId = "trainWithout",
            summary =
                    "Makes a checkpoint again without the person: first what it stands on, each when the one before is done")
    public ErasureReport train(@PathParam("id") String id, @NotNull @Valid TrainingRequest request) {
        return trainings.train(id, request.checkpointId(), request.dataSha256(), person());
    }

    private String person() {
        return token.getSubject() == null ? "unnamed" : token.getSubject();
    }
}
