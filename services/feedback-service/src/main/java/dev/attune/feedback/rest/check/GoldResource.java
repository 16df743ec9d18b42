package dev.attune.feedback.rest.check;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.Entered;
import dev.attune.feedback.Project;
import dev.attune.feedback.Rejection;
import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.check.Gold;
import dev.attune.feedback.check.NewGold;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Lines;
import dev.attune.feedback.rest.call.Reasons;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.rest.call.SentLines;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.gold.Golds;
import dev.attune.service.request.BodyLimit;
import dev.attune.text.Row;

/** Items with a known answer; for reviewers and a project's managers. */
@Path("/api/projects/{id}/gold")
@Tag(name = "checks")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class GoldResource {

    private final Golds golds;
    private final Walls walls;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Lines lines;

    GoldResource(Golds golds, Walls walls, Idempotency idempotency, Caller caller, Lines lines) {
        this.golds = golds;
        this.walls = walls;
        this.idempotency = idempotency;
        this.caller = caller;
        this.lines = lines;
    }

    /** A pair with its known answer; GOLD when no kind is said, ATTENTION where the texts say which answer to take. */
    public record GoldLine(
            @Schema(nullable = true) @Nullable CheckKind kind, List<Message> messages, String better, String worse) {}

    /** Pairs with a known answer; each line is read by itself. */
    public record GoldRequest(
            @Schema(type = SchemaType.ARRAY, implementation = GoldLine.class) @JsonDeserialize(using = SentLines.class)
            List<Row> gold) {}

    /** What became of the lines; ids are those of the items. */
    public record GoldAdded(int added, List<UUID> ids, List<Rejection> rejected) {}

    /** What a person holds of it, and why. */
    public record GoldDecision(Golds.Decision decision, String reason) {}

    @GET
    @Operation(operationId = "gold", summary = "Items with a known answer, what the crowd doubts first; 1,000 at most")
    public List<Gold> list(@PathParam("id") UUID id) {
        return golds.of(reviewed(id));
    }

    @POST
    @BodyLimit(Lines.MOST_BYTES)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addGold", summary = "Add pairs with a known answer: good ones are kept, bad ones listed")
    public RestResponse<GoldAdded> add(
            @PathParam("id") UUID id, @HeaderParam(Replay.KEY) @Nullable String key, @Nullable GoldRequest request) {
        Project project = reviewed(id);
        GoldRequest given = Given.body(request);
        List<Row> sent = Given.list(given.gold(), "gold");
        return Replay.ok(idempotency.once(caller.key(key), given, GoldAdded.class, () -> {
            Lines.Read<NewGold> read = lines.read(sent, GoldLine.class, GoldResource::gold);
            Entered entered = read.enter(good -> golds.add(caller.account(), project, good));
            return new GoldAdded(entered.ids().size(), entered.ids(), entered.rejected());
        }));
    }

    private static NewGold gold(GoldLine line) {
        return new NewGold(
                line.kind() == null ? CheckKind.GOLD : line.kind(),
                Given.field(line.messages(), "messages"),
                Given.field(line.better(), "better"),
                Given.field(line.worse(), "worse"));
    }

    @PUT
    @Path("/{itemId}")
    @Operation(operationId = "makeGold", summary = "Make gold of an item that a reviewer has decided")
    @APIResponse(responseCode = "204", description = "It is handed out among others from now on")
    public RestResponse<Void> make(@PathParam("id") UUID id, @PathParam("itemId") UUID item) {
        golds.promote(caller.account(), reviewed(id), item);
        return RestResponse.noContent();
    }

    @POST
    @Path("/{itemId}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "decideGold", summary = "Keep gold that is doubted, or take it out; with a reason")
    @APIResponse(responseCode = "204", description = "Decided")
    public RestResponse<Void> decide(
            @PathParam("id") UUID id, @PathParam("itemId") UUID item, @Nullable GoldDecision request) {
        Project project = reviewed(id);
        GoldDecision given = Given.body(request);
        golds.decide(
                caller.account(),
                project,
                item,
                Given.field(given.decision(), "decision"),
                Reasons.required(given.reason()));
        return RestResponse.noContent();
    }

    private Project reviewed(UUID id) {
        return walls.reviewed(id, caller.account());
    }
}
