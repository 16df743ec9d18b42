package dev.attune.feedback.rest.rater;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.Project;
import dev.attune.feedback.rater.Notice;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.rater.Notices;
import dev.attune.service.access.Roles;

/** What one is told of one's own care; nobody else asks here. */
@Path("/api/projects/{id}/notice")
@Tag(name = "raters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ANNOTATOR)
public class NoticeResource {

    private final Notices notices;
    private final Walls walls;
    private final Caller caller;

    NoticeResource(Notices notices, Walls walls, Caller caller) {
        this.notices = notices;
        this.walls = walls;
        this.caller = caller;
    }

    /** What one answers to those who run the project, as plain text. */
    public record NoticeAnswer(
            @Schema(maxLength = Comments.LONGEST) String text) {}

    @GET
    @Operation(operationId = "notice", summary = "What one is told of one's own care in a project")
    public Notice notice(@PathParam("id") UUID id) {
        return notices.of(walls.visible(id, caller.account()), caller.account());
    }

    @POST
    @Path("/{step}/seen")
    @Operation(operationId = "seeNotice", summary = "One has read it")
    @APIResponse(responseCode = "204", description = "Noted")
    public RestResponse<Void> seen(@PathParam("id") UUID id, @PathParam("step") UUID step) {
        notices.seen(walls.visible(id, caller.account()), caller.account(), step);
        return RestResponse.noContent();
    }

    @PUT
    @Path("/{step}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "answerNotice", summary = "Answer those who run the project")
    @APIResponse(responseCode = "204", description = "They can read it")
    public RestResponse<Void> answer(
            @PathParam("id") UUID id, @PathParam("step") UUID step, @Nullable NoticeAnswer request) {
        Project project = walls.visible(id, caller.account());
        String text = Comments.tidy(Given.body(request).text());
        if (text == null) {
            throw Fault.MISSING_FIELD.because("The field text is missing or empty.");
        }
        notices.answer(project, caller.account(), step, text);
        return RestResponse.noContent();
    }
}
