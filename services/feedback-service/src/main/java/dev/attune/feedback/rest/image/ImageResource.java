package dev.attune.feedback.rest.image;

import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.image.Images;
import dev.attune.service.request.BodyLimit;

/** Images that prompts show. */
@Path("/api/projects/{id}/images")
@Tag(name = "prompts")
@Authenticated
public class ImageResource {

    /** A little more than an image may have, so that one that is too large is told so. */
    private static final int MOST_BYTES = Images.MOST_BYTES + 1024 * 1024;

    private final Images images;
    private final Walls walls;
    private final Caller caller;

    ImageResource(Images images, Walls walls, Caller caller) {
        this.images = images;
        this.walls = walls;
        this.caller = caller;
    }

    /** By what messages refer to an image. */
    public record ImageAdded(String sha256) {}

    @POST
    @BodyLimit(MOST_BYTES)
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = ImageAdded.class, responseCode = "201", responseDescription = "Kept")
    @Operation(operationId = "addImage", summary = "Upload a PNG, JPEG, WebP or GIF image; its bytes say which")
    public RestResponse<ImageAdded> add(
            @PathParam("id") UUID id,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                                            schema =
                                                    @Schema(
                                                            type =
                                                                    org.eclipse.microprofile.openapi.annotations.enums
                                                                            .SchemaType.STRING,
                                                            format = "binary")))
                    byte @Nullable [] content) {
        UUID project = walls.managed(id, caller.account()).id();
        String sha256 = images.add(project, caller.account(), Given.body(content));
        return RestResponse.status(RestResponse.Status.CREATED, new ImageAdded(sha256));
    }

    @GET
    @Path("/{sha256}")
    @APIResponse(responseCode = "200", description = "The image", content = @Content(mediaType = "image/*"))
    @Operation(operationId = "image", summary = "An image of the project, for whoever sees the project")
    public RestResponse<byte[]> one(@PathParam("id") UUID id, @PathParam("sha256") String sha256) {
        Images.Image image = images.of(walls.visible(id, caller.account()).id(), sha256);
        return RestResponse.ResponseBuilder.ok(image.content(), image.mediaType())
                // By its address it never changes; what others may not see no shared cache may keep.
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable")
                .header(HttpHeaders.ETAG, '"' + sha256 + '"')
                .header("Content-Disposition", "inline")
                .build();
    }
}
