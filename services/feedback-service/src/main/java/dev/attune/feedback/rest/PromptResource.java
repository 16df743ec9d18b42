package dev.attune.feedback.rest;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Entered;
import dev.attune.feedback.NewPrompt;
import dev.attune.feedback.Rejection;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Lines;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.rest.call.SentLines;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Prompts;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.need.Tags;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.request.BodyLimit;
import dev.attune.text.Row;

/** Prompts of a project. */
@Path("/api/projects/{id}/prompts")
@Tag(name = "prompts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PromptResource {

    private final Prompts prompts;
    private final Idempotency idempotency;
    private final Walls walls;
    private final Caller caller;
    private final Lines lines;

    PromptResource(Prompts prompts, Walls walls, Idempotency idempotency, Caller caller, Lines lines) {
        this.prompts = prompts;
        this.idempotency = idempotency;
        this.walls = walls;
        this.caller = caller;
        this.lines = lines;
    }

    /**
     * A conversation whose next answer is to be rated; a prompt of the split TRAIN when nothing is said. It may come with the
     * answers; then none are made. It may ask for raters of a language (BCP 47) and with skills, and be wanted sooner or later.
     */
    public record PromptLine(
            List<Message> messages,
            @Schema(nullable = true) @Nullable Split split,
            @Schema(nullable = true) @Nullable List<String> answers,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            String language,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            List<String> skills,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true, minimum = "-2", maximum = "2") @Nullable
            Integer priority) {}

    /** Prompts to be added; each line is read by itself, so a bad one does not harm the others. */
    public record NewPrompts(
            @Schema(type = SchemaType.ARRAY, implementation = PromptLine.class)
            @JsonDeserialize(using = SentLines.class)
            List<Row> prompts) {}

    /** What became of the lines. */
    public record PromptsAdded(int added, List<UUID> ids, List<Rejection> rejected) {}

    @POST
    @BodyLimit(Lines.MOST_BYTES)
    @Authenticated
    @WithScope(Scopes.PROMPTS_WRITE)
    @Operation(operationId = "addPrompts", summary = "Add prompts: good ones are kept, bad ones listed")
    public RestResponse<PromptsAdded> add(
            @PathParam("id") UUID id, @HeaderParam(Replay.KEY) @Nullable String key, @Nullable NewPrompts request) {
        UUID project = walls.managed(id, caller.account()).id();
        NewPrompts given = Given.body(request);
        List<Row> sent = Given.list(given.prompts(), "prompts");
        return Replay.ok(idempotency.once(caller.key(key), given, PromptsAdded.class, () -> {
            Lines.Read<NewPrompt> read = lines.read(sent, PromptLine.class, PromptResource::prompt);
            Entered entered = read.enter(good -> prompts.add(caller.account(), project, good));
            return new PromptsAdded(entered.ids().size(), entered.ids(), entered.rejected());
        }));
    }

    private static NewPrompt prompt(PromptLine line) {
        List<Message> messages = Given.field(line.messages(), "messages");
        List<String> answers = line.answers() == null ? List.of() : line.answers();
        answers.forEach(answer -> Given.field(answer, "answers"));
        List<String> skills = line.skills() == null ? List.of() : line.skills();
        skills.forEach(skill -> Given.field(skill, "skills"));
        Integer priority = line.priority();
        return new NewPrompt(
                messages,
                line.split() == null ? Split.TRAIN : line.split(),
                answers,
                Tags.wanted(line.language(), skills, priority == null ? 0 : priority));
    }
}
