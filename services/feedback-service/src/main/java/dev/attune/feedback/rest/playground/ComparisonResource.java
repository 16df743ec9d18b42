package dev.attune.feedback.rest.playground;

import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.playground.Comparison;
import dev.attune.feedback.playground.Seat;
import dev.attune.feedback.playground.Side;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Reasons;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Ratings.Opinion;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.playground.AnswerInProgress;
import dev.attune.feedback.service.playground.Inference;
import dev.attune.feedback.service.playground.Playground;
import dev.attune.service.access.Roles;

/** Two checkpoints side by side, whose answers may be rated. */
@Path("/api/comparisons/{comparisonId}")
@Tag(name = "playground")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
public class ComparisonResource {

    private static final Logger LOG = Logger.getLogger(ComparisonResource.class);

    private final Playground playground;
    private final Inference inference;
    private final Walls walls;
    private final Idempotency idempotency;
    private final Caller caller;
    private final ObjectMapper json;

    ComparisonResource(
            Playground playground,
            Inference inference,
            Walls walls,
            Idempotency idempotency,
            Caller caller,
            ObjectMapper json) {
        this.playground = playground;
        this.inference = inference;
        this.walls = walls;
        this.idempotency = idempotency;
        this.caller = caller;
        this.json = json;
    }

    /** What the person says of the two answers; as of any pair. */
    public record ComparisonVerdict(
            Verdict verdict,

            @Schema(nullable = true, minimum = "0", maximum = "3") @Nullable
            Integer strength,

            @Schema(nullable = true, maxLength = Comments.LONGEST) @Nullable
            String comment) {}

    @GET
    @Operation(operationId = "getComparison", summary = "One of your own comparisons, as far as it is")
    public Told.Both find(@PathParam("comparisonId") UUID id) {
        return told(playground.find(id, caller.account()));
    }

    @POST
    @Path("answers/{side}")
    @Produces({MediaType.SERVER_SENT_EVENTS, MediaType.APPLICATION_JSON})
    @APIResponse(
            responseCode = "200",
            description =
                    "Pieces of the answer as server-sent events, then the whole side; what was said before is said again",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    @Operation(operationId = "answerComparison", summary = "Let one side answer: left or right")
    public Response answer(@PathParam("comparisonId") UUID id, @PathParam("side") String named) {
        Account account = caller.account();
        Side side = side(named);
        Comparison comparison = playground.find(id, account);
        walls.visible(comparison.projectId(), account);
        Seat seat = comparison.seat(side);
        StreamingOutput events = seat.answer() != null
                ? out -> new AnswerEvents(json, out).whole(sided(comparison, side))
                : streamed(
                        comparison,
                        side,
                        inference.ask(
                                seat, comparison.messages(), caller.token().getRawToken()));
        return Response.ok(events, MediaType.SERVER_SENT_EVENTS_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }

    private StreamingOutput streamed(Comparison comparison, Side side, AnswerInProgress progress) {
        return out -> {
            AnswerEvents events = new AnswerEvents(json, out);
            try (progress) {
                var whole = progress.read(comparison.seat(side).sampling(), events::piece);
                events.whole(sided(playground.keep(comparison.id(), side, whole), side));
            } catch (FeedbackException e) {
                events.problem(e);
            } catch (UncheckedIOException e) {
                LOG.debugf("A reader went away: %s", e.getMessage());
            }
        };
    }

    @POST
    @Path("rating")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(
            value = Told.Both.class,
            responseCode = "201",
            responseDescription = "Stored as a rating, with its events; now the models have names")
    @Operation(operationId = "rateComparison", summary = "Say which answer is better; needs an Idempotency-Key")
    public RestResponse<Told.Both> rate(
            @PathParam("comparisonId") UUID id,
            @Parameter(required = true) @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable ComparisonVerdict request) {
        ComparisonVerdict given = Given.body(request);
        Verdict verdict = Given.field(given.verdict(), "verdict");
        Opinion opinion = new Opinion(
                verdict, given.strength() == null ? (verdict.decisive() ? 1 : 0) : given.strength(), given.comment());
        return Replay.created(idempotency.once(
                caller.requiredKey(key),
                given,
                Told.Both.class,
                () -> told(playground.rate(id, caller.account(), opinion))));
    }

    @DELETE
    @Path("rating")
    @Operation(
            operationId = "withdrawComparison",
            summary = "Take the verdict back; once the undo window is over with a reason")
    public Told.Both withdraw(@PathParam("comparisonId") UUID id, @QueryParam("reason") @Nullable String reason) {
        return told(playground.withdraw(id, caller.account(), Reasons.optional(reason)));
    }

    private Told.Both told(Comparison comparison) {
        return Told.Both.of(comparison, playground.undoUntil(comparison));
    }

    private static Told.Sided sided(Comparison comparison, Side side) {
        Told.Both both = Told.Both.of(comparison, null);
        return side == Side.LEFT ? both.left() : both.right();
    }

    private static Side side(String named) {
        return switch (named.toLowerCase(Locale.ROOT)) {
            case "left" -> Side.LEFT;
            case "right" -> Side.RIGHT;
            default -> throw Fault.INVALID_REQUEST.because("A side is left or right but not " + named + ".");
        };
    }
}
