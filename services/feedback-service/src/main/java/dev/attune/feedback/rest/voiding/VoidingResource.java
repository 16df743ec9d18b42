package dev.attune.feedback.rest.voiding;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Reasons;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.voiding.Voidings;
import dev.attune.feedback.voiding.Rater;
import dev.attune.feedback.voiding.Voiding;
import dev.attune.feedback.voiding.VoidingPreview;

/** Who rated in a project, and taking one person's ratings out; for its managers and administrators. */
@Path("/api/projects/{id}/voidings")
@Tag(name = "review")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class VoidingResource {

    private final Voidings voidings;
    private final Walls walls;
    private final Idempotency idempotency;
    private final Caller caller;

    VoidingResource(Voidings voidings, Walls walls, Idempotency idempotency, Caller caller) {
        this.voidings = voidings;
        this.walls = walls;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** Whose ratings since when, and why. */
    public record VoidingRequest(String rater, Instant since, String reason) {}

    /** Why the ratings are to count again. */
    public record ReversalRequest(String reason) {}

    @GET
    @Path("/raters")
    @Operation(operationId = "raters", summary = "Who rated in a project, most ratings first")
    public List<Rater> raters(@PathParam("id") UUID id) {
        return voidings.raters(managed(id));
    }

    @GET
    @Operation(operationId = "voidings", summary = "Whose ratings were taken out, newest first")
    public List<Voiding> list(@PathParam("id") UUID id) {
        return voidings.of(managed(id));
    }

    @GET
    @Path("/preview")
    @Operation(operationId = "previewVoiding", summary = "What a voiding would take out")
    public VoidingPreview preview(
            @PathParam("id") UUID id,
            @Parameter(description = "Pseudonym", required = true) @QueryParam("rater") @Nullable String rater,
            @Parameter(description = "Time in UTC, such as 2026-11-29T08:00:00Z", required = true)
                    @QueryParam("since")
                    @Nullable
                    String since) {
        Project project = managed(id);
        return voidings.preview(project, Given.text(rater, "rater"), time(Given.text(since, "since")));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "voidRatings", summary = "Take out all that one person rated since a time")
    @APIResponseSchema(value = Voiding.class, responseCode = "201", responseDescription = "Begun; it goes on by itself")
    public RestResponse<Voiding> request(
            @PathParam("id") UUID id, @HeaderParam(Replay.KEY) @Nullable String key, @Nullable VoidingRequest request) {
        Project project = managed(id);
        VoidingRequest given = Given.body(request);
        String rater = Given.text(given.rater(), "rater");
        Instant since = Given.field(given.since(), "since");
        String reason = Reasons.required(given.reason());
        return Replay.created(idempotency.once(
                caller.key(key),
                given,
                Voiding.class,
                () -> voidings.request(caller.account(), project, rater, since, reason)));
    }

    @POST
    @Path("/{voiding}/reversal")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reverseVoiding",
            summary = "Let ratings count again that were taken out, where their items still want them")
    @APIResponseSchema(value = Voiding.class, responseCode = "201", responseDescription = "Begun; it goes on by itself")
    public RestResponse<Voiding> reverse(
            @PathParam("id") UUID id,
            @PathParam("voiding") UUID voiding,
            @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable ReversalRequest request) {
        Project project = managed(id);
        ReversalRequest given = Given.body(request);
        String reason = Reasons.required(given.reason());
        return Replay.created(idempotency.once(
                caller.key(key),
                given,
                Voiding.class,
                () -> voidings.reverse(caller.account(), project, voiding, reason)));
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Fault.INVALID_REQUEST.because("since must be a time in UTC, such as 2026-11-29T08:00:00Z.");
        }
    }
}
