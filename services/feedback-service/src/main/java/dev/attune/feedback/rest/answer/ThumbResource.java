package dev.attune.feedback.rest.answer;

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

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.Fault;
import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.answer.JudgedAnswers;
import dev.attune.feedback.service.answer.Origins;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.request.BodyLimit;

/** What people of an application found of its answers, one by one. */
@Path("/api/projects/{id}/thumbs")
@Tag(name = "thumbs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ThumbResource {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final int LONGEST_PERSON = 200;

    private final JudgedAnswers answers;
    private final Origins origins;
    private final Walls walls;
    private final Caller caller;

    ThumbResource(JudgedAnswers answers, Origins origins, Walls walls, Caller caller) {
        this.answers = answers;
        this.origins = origins;
        this.walls = walls;
        this.caller = caller;
    }

    /**
     * A thumb up or down.
     *
     * @param prompt what the person asked; or {@code messages}, the whole conversation before the answer
     * @param person who it was, in whatever way the application tells people apart; only a pseudonym of it is kept
     */
    public record Thumb(
            @Schema(nullable = true) @Nullable String prompt,
            @Schema(nullable = true) @Nullable List<Message> messages,
            String answer,
            Boolean good,

            @Schema(nullable = true, maxLength = LONGEST_PERSON) @Nullable
            String person,

            @Schema(nullable = true, maxLength = Comments.LONGEST) @Nullable
            String comment) {}

    /** A thumb that is kept. */
    public record KeptThumb(UUID id) {}

    /** Pages that may send thumbs from a browser. */
    public record AllowedOrigins(List<String> origins) {}

    @POST
    @BodyLimit(MOST_BYTES)
    @Authenticated
    @WithScope(Scopes.THUMBS_WRITE)
    @Operation(
            operationId = "giveThumb",
            summary = "Say that an answer was good or bad; the same person's later word on it replaces the earlier one")
    public RestResponse<KeptThumb> give(
            @PathParam("id") UUID id,
            @Schema(hidden = true) @HeaderParam("Origin") @Nullable String origin,
            @Nullable Thumb request) {
        UUID project = walls.managed(id, caller.account()).id();
        Thumb given = Given.body(request);
        String person = given.person() == null ? caller.account().pseudonym() : given.person();
        Fault.INVALID_REQUEST.when(
                person.length() > LONGEST_PERSON, "person has more than " + LONGEST_PERSON + " characters.");
        JudgedAnswers.Kept kept = answers.keep(
                project,
                new JudgedAnswers.Given(
                        conversation(given),
                        Given.field(given.answer(), "answer"),
                        Given.field(given.good(), "good"),
                        person,
                        given.comment(),
                        "thumbs"));
        RestResponse.ResponseBuilder<KeptThumb> answer = RestResponse.ResponseBuilder.ok(new KeptThumb(kept.id()));
        if (origin != null && origins.of(project).contains(origin)) {
            answer.header("Access-Control-Allow-Origin", origin).header("Vary", "Origin");
        }
        return answer.build();
    }

    private static List<Message> conversation(Thumb given) {
        String prompt = given.prompt();
        List<Message> messages = given.messages();
        Fault.INVALID_REQUEST.when(
                (prompt == null) == (messages == null), "Say one of prompt and messages, and not both.");
        return prompt != null ? List.of(Message.user(prompt)) : Given.list(messages, "messages");
    }

    @GET
    @Path("/origins")
    @Authenticated
    @Operation(operationId = "thumbOrigins", summary = "Pages that may send thumbs from a browser")
    public AllowedOrigins allowed(@PathParam("id") UUID id) {
        return new AllowedOrigins(origins.of(walls.managed(id, caller.account()).id()));
    }

    @PUT
    @Path("/origins")
    @Authenticated
    @Operation(operationId = "setThumbOrigins", summary = "Name the pages that may send thumbs from a browser")
    public void allow(@PathParam("id") UUID id, @Nullable AllowedOrigins request) {
        Project project = walls.managed(id, caller.account());
        AllowedOrigins given = Given.body(request);
        origins.set(caller.account(), project, Given.field(given.origins(), "origins"));
    }
}
