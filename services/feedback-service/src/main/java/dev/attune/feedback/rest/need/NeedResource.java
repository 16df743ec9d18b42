package dev.attune.feedback.rest.need;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

import dev.attune.feedback.Fault;
import dev.attune.feedback.Project;
import dev.attune.feedback.need.Need;
import dev.attune.feedback.need.NeedState;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.need.Needs;
import dev.attune.feedback.service.need.Tags;

/** What items ask of their raters, and how soon they are wanted; for a project's managers and for administrators. */
@Path("/api/projects/{id}/needs")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class NeedResource {

    private static final int MOST_PROMPTS = 10_000;

    private final Needs needs;
    private final Walls walls;
    private final Caller caller;

    NeedResource(Needs needs, Walls walls, Caller caller) {
        this.needs = needs;
        this.walls = walls;
        this.caller = caller;
    }

    /**
     * What is to change of these prompts and their items; what is absent stays. A need without language and skills lets anybody
     * rate them.
     */
    public record NeedRequest(
            List<UUID> prompts,
            @Schema(nullable = true) @Nullable AskedNeed need,

            @Schema(nullable = true, minimum = "-2", maximum = "2") @Nullable
            Integer priority) {}

    /** A language (BCP 47) and skills. */
    public record AskedNeed(
            @Schema(nullable = true) @Nullable String language,
            @Schema(nullable = true) @Nullable List<String> skills) {}

    @GET
    @Operation(
            operationId = "needs",
            summary =
                    "What waiting items ask of raters, and how many members have that; without those that ask nothing")
    public List<NeedState> list(@PathParam("id") UUID id) {
        return needs.states(managed(id));
    }

    @PUT
    @Operation(operationId = "setNeeds", summary = "Say who is to rate the answers to some prompts, and how soon")
    @APIResponse(responseCode = "204", description = "So it is, also of items that wait already")
    public RestResponse<Void> set(@PathParam("id") UUID id, @Nullable NeedRequest request) {
        Project project = managed(id);
        NeedRequest given = Given.body(request);
        List<UUID> prompts = Given.list(given.prompts(), "prompts");
        prompts.forEach(prompt -> Given.field(prompt, "prompts"));
        Fault.INVALID_REQUEST.when(
                prompts.size() > MOST_PROMPTS, "At most " + MOST_PROMPTS + " prompts can be changed at a time.");
        needs.change(caller.account(), project, prompts, new Needs.Change(need(given.need()), given.priority()));
        return RestResponse.noContent();
    }

    private static @Nullable Need need(@Nullable AskedNeed asked) {
        if (asked == null) {
            return null;
        }
        List<String> skills = asked.skills() == null ? List.of() : asked.skills();
        skills.forEach(skill -> Given.field(skill, "skills"));
        return Tags.need(asked.language(), skills);
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }
}
