package dev.attune.service.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import dev.attune.contracts.event.Message;

/** A route that somebody forgot to guard, and one that breaks. */
@Path("/test")
class TestRoutes {

    @GET
    public String unguarded() {
        return "a secret";
    }

    @GET
    @Path("guarded")
    @RolesAllowed(Roles.ENGINEER)
    public String guarded() {
        return "for engineers";
    }

    @GET
    @Path("password")
    @WithGivenPassword
    @RolesAllowed(Roles.ENGINEER)
    public String changeable() {
        return "for engineers with a given password, too";
    }

    @POST
    @RolesAllowed(Roles.ENGINEER)
    public String broken(Message message) {
        if (message.role().equals("system")) {
            throw new OutOfMemoryError("of the test");
        }
        throw new IllegalStateException("a secret");
    }
}
