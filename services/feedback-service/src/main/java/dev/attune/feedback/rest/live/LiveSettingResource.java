package dev.attune.feedback.rest.live;

import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.live.LiveSettings;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Version;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.live.Consents;
import dev.attune.feedback.setting.Setting;

/** What a project allows of what is served in its name; for its managers. */
@Path("/api/projects/{id}/live")
@Tag(name = "live feedback")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class LiveSettingResource {

    private final Consents consents;
    private final Walls walls;
    private final Caller caller;

    LiveSettingResource(Consents consents, Walls walls, Caller caller) {
        this.consents = consents;
        this.walls = walls;
        this.caller = caller;
    }

    /** Whether texts may be kept, and the weight of a reaction, from 0 to below 1. */
    public record LiveRequest(Boolean texts, Double weight) {}

    /** The same with the version that a change names. */
    public record LiveState(boolean texts, double weight, int version) {}

    @GET
    @Operation(operationId = "live", summary = "Whether what is served for the project may be kept word for word")
    @APIResponseSchema(value = LiveState.class, responseCode = "200", responseDescription = "As it is set")
    public RestResponse<LiveState> get(@PathParam("id") UUID id) {
        return answer(consents.of(walls.managed(id, caller.account()).id()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "setLive", summary = "Give the consent or take it back; needs If-Match")
    @APIResponseSchema(value = LiveState.class, responseCode = "200", responseDescription = "It is so now")
    public RestResponse<LiveState> set(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(Version.HEADER) @Nullable String version,
            @Nullable LiveRequest request) {
        Project project = walls.managed(id, caller.account());
        LiveRequest given = Given.body(request);
        LiveSettings wanted =
                new LiveSettings(Given.field(given.texts(), "texts"), Given.field(given.weight(), "weight"));
        return answer(consents.change(caller.account(), project, Version.seen(version), wanted));
    }

    private static RestResponse<LiveState> answer(Setting<LiveSettings> setting) {
        LiveSettings set = setting.value();
        return RestResponse.ResponseBuilder.ok(new LiveState(set.texts(), set.weight(), setting.version()))
                .header(HttpHeaders.ETAG, Version.tag(setting.version()))
                .build();
    }
}
