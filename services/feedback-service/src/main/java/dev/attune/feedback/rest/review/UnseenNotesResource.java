package dev.attune.feedback.rest.review;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.review.Notes;

/** Whether reviewers have written to one. */
@Path("/api/notes")
@Tag(name = "review")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class UnseenNotesResource {

    private final Notes notes;
    private final Caller caller;

    UnseenNotesResource(Notes notes, Caller caller) {
        this.notes = notes;
        this.caller = caller;
    }

    /** How many notes wait to be read. */
    public record Unseen(long notes) {}

    @GET
    @Operation(operationId = "unseenNotes", summary = "How many notes of reviewers one has not seen")
    public Unseen unseen() {
        return new Unseen(notes.unseen(caller.account()));
    }
}
