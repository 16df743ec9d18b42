package dev.attune.feedback.rest.check;

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
import dev.attune.feedback.check.CheckSettings;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Version;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.setting.Setting;

/** How much of what raters are handed checks them; for a project's managers. */
@Path("/api/projects/{id}/checks")
@Tag(name = "checks")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class CheckSettingResource {

    private final ProjectSettings settings;
    private final Walls walls;
    private final Caller caller;

    CheckSettingResource(ProjectSettings settings, Walls walls, Caller caller) {
        this.settings = settings;
        this.walls = walls;
        this.caller = caller;
    }

    /** Shares, each from 0 to 0.3 and 0.5 at most together, and whether raters are told what was noticed. */
    public record ChecksRequest(Double gold, Double attention, Double repeats, Boolean warnings) {

        CheckSettings settings() {
            return new CheckSettings(
                    Given.field(gold, "gold"),
                    Given.field(attention, "attention"),
                    Given.field(repeats, "repeats"),
                    Given.field(warnings, "warnings"));
        }
    }

    /** Shares and whether raters are told, with the version that a change names. */
    public record ChecksState(double gold, double attention, double repeats, boolean warnings, int version) {}

    @GET
    @Operation(operationId = "checks", summary = "How much of what raters are handed checks them")
    @APIResponseSchema(value = ChecksState.class, responseCode = "200", responseDescription = "As it is set")
    public RestResponse<ChecksState> get(@PathParam("id") UUID id) {
        Project project = walls.managed(id, caller.account());
        return answer(settings.of(project.id(), CheckSettings.KIND));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "setChecks", summary = "Set how much of it does; needs If-Match")
    @APIResponseSchema(value = ChecksState.class, responseCode = "200", responseDescription = "It is so now")
    public RestResponse<ChecksState> set(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(Version.HEADER) @Nullable String version,
            @Nullable ChecksRequest request) {
        Project project = walls.managed(id, caller.account());
        CheckSettings given = Given.body(request).settings();
        int seen = Version.seen(version);
        given.check();
        return answer(settings.change(caller.account(), project, CheckSettings.KIND, seen, given));
    }

    private static RestResponse<ChecksState> answer(Setting<CheckSettings> setting) {
        CheckSettings set = setting.value();
        ChecksState state =
                new ChecksState(set.gold(), set.attention(), set.repeats(), set.warnings(), setting.version());
        return RestResponse.ResponseBuilder.ok(state)
                .header(HttpHeaders.ETAG, Version.tag(setting.version()))
                .build();
    }
}
