package dev.attune.feedback.rest.need;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.need.Profile;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.need.Needs;

/** What a member rates, for a project's managers and for administrators. */
@Path("/api/projects/{id}/members/{name}/profile")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class ProfileResource {

    private final Needs needs;
    private final Walls walls;
    private final Caller caller;

    ProfileResource(Needs needs, Walls walls, Caller caller) {
        this.needs = needs;
        this.walls = walls;
        this.caller = caller;
    }

    /** Languages (BCP 47) and skills of the member, and how many ratings are wanted at most; absent: any number. */
    public record ProfileRequest(
            @Schema(nullable = true) @Nullable List<String> languages,
            @Schema(nullable = true) @Nullable List<String> skills,

            @Schema(nullable = true, minimum = "1") @Nullable
            Integer perDay,

            @Schema(nullable = true, minimum = "1") @Nullable
            Integer inAll) {}

    @PUT
    @Operation(
            operationId = "setProfile",
            summary = "Say in which languages a member rates, with which skills, and how much")
    public Profile set(@PathParam("id") UUID id, @PathParam("name") String name, @Nullable ProfileRequest request) {
        ProfileRequest given = Given.body(request);
        return needs.set(
                caller.account(),
                walls.managed(id, caller.account()),
                name,
                new Profile(
                        named(given.languages(), "languages"),
                        named(given.skills(), "skills"),
                        given.perDay(),
                        given.inAll()));
    }

    private static List<String> named(@Nullable List<String> names, String field) {
        List<String> given = names == null ? List.of() : names;
        given.forEach(name -> Given.field(name, field));
        return given;
    }
}
