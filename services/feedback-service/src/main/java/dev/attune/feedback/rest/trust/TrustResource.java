package dev.attune.feedback.rest.trust;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.trust.TrustReports;
import dev.attune.feedback.trust.TrustReport;

/** What is known of a project's raters, for its managers and administrators. */
@Path("/api/projects/{id}/trust")
@Tag(name = "review")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class TrustResource {

    private final TrustReports reports;
    private final Walls walls;
    private final Caller caller;

    TrustResource(TrustReports reports, Walls walls, Caller caller) {
        this.reports = reports;
        this.walls = walls;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "trust",
            summary = "What is known of who rates, and how far the probabilities can be believed")
    public TrustReport report(@PathParam("id") UUID id) {
        return reports.of(managed(id));
    }

    @POST
    @Path("/fits")
    @Operation(operationId = "refitRaters", summary = "Fit the raters anew soon, whatever came since")
    @APIResponse(responseCode = "202", description = "It is done in the background")
    public RestResponse<Void> refit(@PathParam("id") UUID id) {
        reports.refit(managed(id));
        return RestResponse.accepted();
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }
}
