package dev.attune.feedback.rest.snapshot;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.export.ExportForm;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.snapshot.DataSnapshots;
import dev.attune.feedback.snapshot.DataSnapshot;

/** A project's data for runs to learn from. */
@Path("/api/projects/{id}/snapshots")
@Tag(name = "training")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class SnapshotResource {

    private final DataSnapshots snapshots;
    private final Walls walls;
    private final Caller caller;

    SnapshotResource(DataSnapshots snapshots, Walls walls, Caller caller) {
        this.snapshots = snapshots;
        this.walls = walls;
        this.caller = caller;
    }

    /**
     * What is to be kept.
     *
     * @param form {@code preference}, {@code unpaired} or {@code prompt-completion}
     */
    public record NewSnapshot(String form) {}

    @GET
    @Operation(operationId = "dataSnapshots", summary = "What a run may learn from, newest first")
    public List<DataSnapshot> list(@PathParam("id") UUID id) {
        return snapshots.of(managed(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(
            value = DataSnapshot.class,
            responseCode = "201",
            responseDescription = "It is in the store of artifacts; the same data is the same snapshot")
    @Operation(
            operationId = "makeDataSnapshot",
            summary = "Keep what the project has now, for runs to learn from; again the same while nothing changes")
    public RestResponse<DataSnapshot> make(@PathParam("id") UUID id, @Nullable NewSnapshot request) {
        Project project = managed(id);
        ExportForm form = ExportForm.of(Given.field(Given.body(request).form(), "form"));
        return RestResponse.status(RestResponse.Status.CREATED, snapshots.make(project, form));
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }
}
