package dev.attune.feedback.rest;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Member;
import dev.attune.feedback.Project;
import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Members;
import dev.attune.feedback.service.Walls;

/** The members of a project, for its managers and for administrators. */
@Path("/api/projects/{id}/members")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class MemberResource {

    private static final int MOST = 1_000;

    private final Members members;
    private final Walls walls;
    private final Caller caller;

    MemberResource(Members members, Walls walls, Caller caller) {
        this.members = members;
        this.walls = walls;
        this.caller = caller;
    }

    /** What the account is to be in the project. */
    public record Membership(ProjectRole role) {}

    @GET
    @Operation(
            operationId = "members",
            summary = "The members of a project by name; the header Link leads to those after them")
    public RestResponse<List<Member>> list(
            @PathParam("id") UUID id,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return members.of(managed(id), after, Given.limit(limit, MOST, MOST)).answer(uri);
    }

    @PUT
    @Path("/{name}")
    @Operation(operationId = "setMember", summary = "Make an account a member, or give a member another role")
    @APIResponse(responseCode = "204", description = "It is one")
    public RestResponse<Void> set(
            @PathParam("id") UUID id, @PathParam("name") String name, @Nullable Membership request) {
        Project project = managed(id);
        members.set(
                caller.account(), project, name, Given.field(Given.body(request).role(), "role"));
        return RestResponse.noContent();
    }

    @DELETE
    @Path("/{name}")
    @Operation(operationId = "removeMember", summary = "End a membership")
    @APIResponse(responseCode = "204", description = "It has ended")
    public RestResponse<Void> remove(@PathParam("id") UUID id, @PathParam("name") String name) {
        members.remove(caller.account(), managed(id), name);
        return RestResponse.noContent();
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }
}
