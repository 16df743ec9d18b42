package dev.attune.feedback.rest.erasure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.erasure.Erasure;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Reasons;
import dev.attune.feedback.service.erasure.People;
import dev.attune.service.access.Roles;

/** Erasing a person. */
@Path("/api/accounts/{name}/erasure")
@Tag(name = "accounts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class PersonErasureResource {

    private final People people;
    private final Caller caller;

    PersonErasureResource(People people, Caller caller) {
        this.people = people;
        this.caller = caller;
    }

    /** Why somebody is erased. */
    public record ErasureRequest(String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "erasePerson",
            summary = "Erase a person: ratings, words, name and keys go, and that cannot be taken back")
    public RestResponse<Erasure> erase(@PathParam("name") String name, @Nullable ErasureRequest request) {
        String reason = Reasons.required(Given.body(request).reason());
        return RestResponse.status(RestResponse.Status.ACCEPTED, people.erase(caller.account(), name, reason));
    }
}
