package dev.attune.feedback.rest.trust;

import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Version;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.trust.Overlaps;
import dev.attune.feedback.setting.Setting;
import dev.attune.feedback.trust.Overlap;

/** How many people rate a pair: a fixed number, or more where doubt is left. For managers and administrators. */
@Path("/api/projects/{id}/overlap")
@Tag(name = "projects")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class OverlapResource {

    private static final String NOW = "What holds now";

    private final Overlaps overlaps;
    private final Walls walls;
    private final Caller caller;

    OverlapResource(Overlaps overlaps, Walls walls, Caller caller) {
        this.overlaps = overlaps;
        this.walls = walls;
        this.caller = caller;
    }

    /** How many at first, how many at most, and how sure one must be to stop. */
    public record OverlapRequest(
            @Schema(minimum = "1", maximum = "99") Integer fewest,
            @Schema(minimum = "2", maximum = "100") Integer most,

            @Schema(minimum = "0.5", maximum = "1", exclusiveMinimum = true, exclusiveMaximum = true)
            Double belief) {}

    @GET
    @APIResponseSchema(value = Overlap.class, responseCode = "200", responseDescription = NOW)
    @Operation(operationId = "overlap", summary = "How many people rate a pair; fewest is 0 where the number is fixed")
    public RestResponse<Overlap> overlap(@PathParam("id") UUID id) {
        return versioned(overlaps.of(managed(id)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = Overlap.class, responseCode = "200", responseDescription = NOW)
    @Operation(
            operationId = "setOverlap",
            summary =
                    "Let few people rate a pair at first, and more where doubt is left; of the version in If-Match if there is one")
    public RestResponse<Overlap> set(
            @PathParam("id") UUID id,
            @HeaderParam(Version.HEADER) @Nullable String version,
            @Nullable OverlapRequest request) {
        Project project = managed(id);
        OverlapRequest given = Given.body(request);
        int fewest = Given.field(given.fewest(), "fewest");
        Fault.INVALID_REQUEST.when(fewest < 1, "fewest must be at least 1 but is " + fewest + ".");
        Overlap wanted = new Overlap(fewest, Given.field(given.most(), "most"), Given.field(given.belief(), "belief"));
        return versioned(overlaps.change(caller.account(), project, Version.seenOrAny(version), wanted));
    }

    @DELETE
    @APIResponseSchema(value = Overlap.class, responseCode = "200", responseDescription = NOW)
    @Operation(operationId = "fixOverlap", summary = "Let each pair have exactly as many ratings as the project says")
    public RestResponse<Overlap> fix(@PathParam("id") UUID id, @HeaderParam(Version.HEADER) @Nullable String version) {
        return versioned(overlaps.change(caller.account(), managed(id), Version.seenOrAny(version), Overlap.EXACT));
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }

    private static RestResponse<Overlap> versioned(Setting<Overlap> setting) {
        return RestResponse.ResponseBuilder.ok(setting.value())
                .header(HttpHeaders.ETAG, Version.tag(setting.version()))
                .build();
    }
}
