package dev.attune.feedback.rest.upload;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.upload.Uploads;
import dev.attune.feedback.upload.Upload;
import dev.attune.feedback.upload.UploadKind;
import dev.attune.service.request.BodyLimit;

/** Files that are looked through before anything of them is entered. */
@Path("/api/projects/{id}/uploads")
@Tag(name = "uploads")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UploadResource {

    /** Bytes of one piece. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private final Uploads uploads;
    private final Walls walls;
    private final Caller caller;

    UploadResource(Uploads uploads, Walls walls, Caller caller) {
        this.uploads = uploads;
        this.walls = walls;
        this.caller = caller;
    }

    /**
     * A file to be sent.
     *
     * @param name as its owner calls it; .csv and .tsv, also before .gz, say that it is a table
     * @param bytes of the whole file
     */
    public record NewUpload(UploadKind kind, String name, Long bytes) {}

    /** How a file is to be entered; new prompts are published when nothing is said. */
    public record Entry(@Schema(nullable = true) @Nullable Boolean publishPrompts) {}

    @GET
    @Authenticated
    @Operation(operationId = "uploads", summary = "The last 50 files, newest first")
    public List<Upload> list(@PathParam("id") UUID id) {
        return uploads.of(managed(id));
    }

    @POST
    @Authenticated
    @Operation(operationId = "beginUpload", summary = "Begin to send a file")
    @APIResponseSchema(value = Upload.class, responseCode = "201", responseDescription = "The upload")
    public RestResponse<Upload> begin(@PathParam("id") UUID id, @Nullable NewUpload request) {
        Project project = managed(id);
        NewUpload given = Given.body(request);
        return RestResponse.status(
                RestResponse.Status.CREATED,
                uploads.begin(
                        caller.account(),
                        project,
                        Given.field(given.kind(), "kind"),
                        Given.text(given.name(), "name"),
                        Given.field(given.bytes(), "bytes")));
    }

    @GET
    @Path("/{upload}")
    @Authenticated
    @Operation(operationId = "upload", summary = "How far a file is, and what was found in it")
    public Upload one(@PathParam("id") UUID id, @PathParam("upload") UUID upload) {
        return uploads.one(managed(id), upload);
    }

    @PUT
    @Path("/{upload}/bytes")
    @BodyLimit(MOST_BYTES)
    @Authenticated
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "sendPiece",
            summary = "Send the next piece, of at most 8 MiB; a repeated one changes nothing")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Upload piece(
            @PathParam("id") UUID id,
            @PathParam("upload") UUID upload,
            @QueryParam("offset") @DefaultValue("0") long offset,
            byte[] piece) {
        return uploads.receive(managed(id), upload, offset, piece);
    }

    @POST
    @Path("/{upload}/enter")
    @Authenticated
    @Operation(operationId = "enterUpload", summary = "Enter what was found, in the background")
    public Upload enter(@PathParam("id") UUID id, @PathParam("upload") UUID upload, @Nullable Entry request) {
        boolean publish = request == null || !Boolean.FALSE.equals(request.publishPrompts());
        return uploads.enter(managed(id), upload, publish);
    }

    @DELETE
    @Path("/{upload}")
    @Authenticated
    @Operation(operationId = "removeUpload", summary = "Remove a file; what was entered of it stays")
    public void remove(@PathParam("id") UUID id, @PathParam("upload") UUID upload) {
        uploads.remove(managed(id), upload);
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }
}
