package dev.attune.feedback.rest.agreement;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.agreement.ProjectAgreement;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.agreement.ProjectAgreements;

/** How far the raters of a project agree; for reviewers and its managers. */
@Path("/api/projects/{id}/agreement")
@Tag(name = "raters")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AgreementResource {

    private final ProjectAgreements agreements;
    private final Walls walls;
    private final Caller caller;

    AgreementResource(ProjectAgreements agreements, Walls walls, Caller caller) {
        this.agreements = agreements;
        this.walls = walls;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "agreement",
            summary = "How far raters agree, by day and version of the guidelines, and with reviewers")
    public ProjectAgreement agreement(
            @PathParam("id") UUID id,
            @Parameter(description = "Time zone of the days; UTC when nothing is said") @QueryParam("zone") @Nullable
                    String zone) {
        return agreements.of(walls.reviewed(id, caller.account()), zone == null ? "UTC" : zone);
    }
}
