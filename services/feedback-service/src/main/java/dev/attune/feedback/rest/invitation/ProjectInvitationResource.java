package dev.attune.feedback.rest.invitation;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.invitation.Invitations;

/** Invitations to a project, for its managers and for administrators. */
@Path("/api/projects/{id}/invitations")
@Tag(name = "invitations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class ProjectInvitationResource {

    private final Invitations invitations;
    private final Walls walls;
    private final Caller caller;

    ProjectInvitationResource(Invitations invitations, Walls walls, Caller caller) {
        this.invitations = invitations;
        this.walls = walls;
        this.caller = caller;
    }

    /** An invitation to be made; it works for seven days when nothing is said. */
    public record NewProjectInvitation(
            ProjectRole role,
            @Schema(nullable = true) @Nullable String note,

            @Schema(nullable = true, minimum = "1", maximum = "90") @Nullable
            Integer days) {}

    @POST
    @APIResponseSchema(
            value = InvitationView.class,
            responseCode = "201",
            responseDescription = "The invitation, with its secret")
    @Operation(operationId = "inviteToProject", summary = "Make a link that lets one person into the project, once")
    public RestResponse<InvitationView> make(@PathParam("id") UUID id, @Nullable NewProjectInvitation request) {
        Project project = managed(id);
        NewProjectInvitation given = Given.body(request);
        return RestResponse.status(
                RestResponse.Status.CREATED,
                InvitationView.of(invitations.toProject(
                        caller.account(),
                        project,
                        Given.field(given.role(), "role"),
                        new Invitations.Wish(given.note(), given.days()))));
    }

    @GET
    @Operation(operationId = "projectInvitations", summary = "The invitations to a project, newest first")
    public List<InvitationView> list(@PathParam("id") UUID id) {
        return invitations.of(managed(id)).stream().map(InvitationView::of).toList();
    }

    @DELETE
    @Path("/{invitation}")
    @Operation(operationId = "revokeProjectInvitation", summary = "Take an invitation back")
    @APIResponse(responseCode = "204", description = "Nobody comes by it any more")
    public RestResponse<Void> revoke(@PathParam("id") UUID id, @PathParam("invitation") UUID invitation) {
        invitations.revoke(caller.account(), managed(id), invitation);
        return RestResponse.noContent();
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }
}
