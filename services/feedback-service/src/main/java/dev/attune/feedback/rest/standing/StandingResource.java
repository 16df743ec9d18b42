package dev.attune.feedback.rest.standing;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.standing.CurrentStanding;
import dev.attune.feedback.service.standing.StandingAccess;
import dev.attune.feedback.service.standing.Standings;
import dev.attune.feedback.standing.ProjectStanding;
import dev.attune.feedback.standing.StandingFilter;

/** How the checkpoints of a project stand, now and as votes come. */
@Path("/api/projects/{id}/standing")
@Tag(name = "review")
@Authenticated
public class StandingResource {

    private final Standings standings;
    private final StandingStreams streams;
    private final StandingAccess access;
    private final Caller caller;

    StandingResource(Standings standings, StandingStreams streams, StandingAccess access, Caller caller) {
        this.standings = standings;
        this.streams = streams;
        this.access = access;
        this.caller = caller;
    }

    /** Which votes are counted. */
    public static class Asked {
        @QueryParam("language")
        @Parameter(description = "Votes on prompts in this language only, a BCP 47 tag")
        @Nullable
        String language;

        @QueryParam("skill")
        @Parameter(description = "Votes on prompts that ask for this skill only")
        @Nullable
        String skill;

        @QueryParam("guidelines")
        @Parameter(description = "Votes under this version of the guidelines only")
        @Nullable
        Integer guidelines;

        @QueryParam("since")
        @Parameter(description = "Votes given from then on only, such as 2026-11-29T12:00:00Z")
        @Nullable
        String since;

        @QueryParam("playground")
        @Parameter(description = "Whether verdicts from the playground count, too; they do not when nothing is said")
        boolean playground;

        StandingFilter filter() {
            return new StandingFilter(language, skill, guidelines, instant(since), playground);
        }

        private static @Nullable Instant instant(@Nullable String text) {
            try {
                return text == null ? null : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw Fault.INVALID_REQUEST.because("since must be a time such as 2026-11-29T12:00:00Z.");
            }
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "standing",
            summary = "How checkpoints stand by the votes between their answers; the header ETag changes with it")
    public RestResponse<ProjectStanding> standing(
            @PathParam("id") UUID id, @BeanParam Asked asked, @Context Request request) {
        access.project(id, caller.account());
        CurrentStanding current = standings.of(id, asked.filter());
        EntityTag tag = new EntityTag(current.tag());
        RestResponse.ResponseBuilder<ProjectStanding> answer = request.evaluatePreconditions(tag) == null
                ? RestResponse.ResponseBuilder.ok(current.standing())
                : RestResponse.ResponseBuilder.create(Response.Status.NOT_MODIFIED, null);
        return answer.tag(tag).build();
    }

    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @APIResponse(
            responseCode = "200",
            description =
                    "The standing as server-sent events, now and whenever it has changed, until the session or the right to see it ends",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = ProjectStanding.class)))
    @Operation(operationId = "followStanding", summary = "How checkpoints stand, as votes come")
    public Multi<OutboundSseEvent> stream(@PathParam("id") UUID id, @BeanParam Asked asked, @Context Sse sse) {
        access.project(id, caller.account());
        return streams.of(id, asked.filter(), caller.account(), sse);
    }
}
