package dev.attune.feedback.rest.review;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.review.Note;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.review.Notes;

/** What reviewers and a rater write to each other about an item. */
@Path("/api/items/{itemId}")
@Tag(name = "review")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class NoteResource {

    private final Notes notes;
    private final Caller caller;

    NoteResource(Notes notes, Caller caller) {
        this.notes = notes;
        this.caller = caller;
    }

    /**
     * Something to be said, as plain text.
     *
     * @param rater pseudonym of the rater to whom a reviewer writes; absent: one writes to the reviewers
     */
    public record NewNote(
            @Schema(maxLength = Comments.LONGEST) String text,
            @Schema(nullable = true) @Nullable String rater) {}

    /** Notes written until then were seen. */
    public record Seen(Instant until) {}

    @GET
    @Path("/notes")
    @Operation(operationId = "notes", summary = "What reviewers and oneself wrote about an item, oldest first")
    public List<Note> own(@PathParam("itemId") UUID item) {
        return notes.own(item, caller.account());
    }

    @POST
    @Path("/notes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "writeNote", summary = "Write to the reviewers, or as a reviewer to a rater")
    @APIResponse(responseCode = "204", description = "Written")
    public RestResponse<Void> write(@PathParam("itemId") UUID item, @Nullable NewNote request) {
        NewNote given = Given.body(request);
        notes.write(item, caller.account(), given.rater(), given.text());
        return RestResponse.noContent();
    }

    @POST
    @Path("/notes/seen")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "seeNotes", summary = "One has seen what reviewers wrote")
    @APIResponse(responseCode = "204", description = "Noted")
    public RestResponse<Void> seen(@PathParam("itemId") UUID item, @Nullable Seen request) {
        notes.seen(item, caller.account(), Given.field(Given.body(request).until(), "until"));
        return RestResponse.noContent();
    }

    @POST
    @Path("/review/seen")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "reviewNotes", summary = "A reviewer has seen what raters wrote")
    @APIResponse(responseCode = "204", description = "Noted")
    public RestResponse<Void> reviewed(@PathParam("itemId") UUID item, @Nullable Seen request) {
        notes.reviewed(item, caller.account(), Given.field(Given.body(request).until(), "until"));
        return RestResponse.noContent();
    }
}
