package dev.attune.feedback.rest.playground;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.playground.Playground;
import dev.attune.service.access.Roles;

/** Begins comparisons, whose verdicts become ratings of a project. */
@Path("/api/projects/{id}/comparisons")
@Tag(name = "playground")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
public class NewComparisonResource {

    private static final double TEMPERATURE = 1;
    private static final int MAX_NEW_TOKENS = 256;

    private final Playground playground;
    private final Walls walls;
    private final Idempotency idempotency;
    private final Caller caller;

    NewComparisonResource(Playground playground, Walls walls, Idempotency idempotency, Caller caller) {
        this.playground = playground;
        this.walls = walls;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /**
     * A conversation that two checkpoints or channels are to answer; which one stands on the left is drawn. Blind when nothing
     * else is said: the models' names come with the verdict. Temperature and topP are 1 and maxNewTokens 256 unless given.
     */
    public record NewComparison(
            List<Message> messages,

            @Schema(minItems = 2, maxItems = 2) List<String> models,

            @Schema(nullable = true) @Nullable Boolean blind,
            @Schema(nullable = true) @Nullable Double temperature,
            @Schema(nullable = true) @Nullable Double topP,
            @Schema(nullable = true) @Nullable Integer maxNewTokens) {}

    @POST
    @APIResponseSchema(value = Told.Both.class, responseCode = "201", responseDescription = "Ask for both answers now")
    @Operation(operationId = "compareModels", summary = "Begin a comparison of two models; needs an Idempotency-Key")
    public RestResponse<Told.Both> begin(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable NewComparison request) {
        Project project = walls.visible(id, caller.account());
        NewComparison given = Given.body(request);
        Playground.Wish wish = new Playground.Wish(
                Given.list(given.messages(), "messages"),
                Given.list(given.models(), "models"),
                given.blind() == null || given.blind(),
                or(given.temperature(), TEMPERATURE),
                or(given.topP(), 1.0),
                or(given.maxNewTokens(), MAX_NEW_TOKENS));
        return Replay.created(idempotency.once(
                caller.requiredKey(key),
                given,
                Told.Both.class,
                () -> Told.Both.of(playground.begin(caller.account(), project, wish), null)));
    }

    private static <T> T or(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
