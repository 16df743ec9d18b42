package dev.attune.feedback.rest.erasure;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.attune.feedback.erasure.Erasure;
import dev.attune.feedback.service.erasure.People;
import dev.attune.service.access.Roles;

/** People who were erased, and what learnt from them. */
@Path("/api/erasures")
@Tag(name = "accounts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class ErasureResource {

    private final People people;

    ErasureResource(People people) {
        this.people = people;
    }

    @GET
    @Operation(operationId = "erasures", summary = "Who was erased, by pseudonym, newest first")
    public List<Erasure> list() {
        return people.all();
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "erasure", summary = "An erasure: projects, snapshots, recipients, and what stays")
    public Erasure find(@PathParam("id") UUID id) {
        return people.byId(id);
    }

    @GET
    @Path("/{id}/keys")
    @Operation(operationId = "erasedKeys", summary = "Ids of what the person rated, for who looks what learnt from it")
    public Erasure.Keys keys(@PathParam("id") UUID id) {
        return people.keys(id);
    }
}
