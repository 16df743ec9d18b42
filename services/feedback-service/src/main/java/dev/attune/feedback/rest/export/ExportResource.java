package dev.attune.feedback.rest.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Fault;
import dev.attune.feedback.Project;
import dev.attune.feedback.export.ExportFilter;
import dev.attune.feedback.export.ExportForm;
import dev.attune.feedback.export.ExportSizes;
import dev.attune.feedback.export.Manifest;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.export.Exports;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;

/** A project's ratings as files. */
@Path("/api/projects/{id}/exports")
@WithScope(Scopes.EXPORTS_READ)
@Tag(name = "exports")
public class ExportResource {

    private static final Logger LOG = Logger.getLogger(ExportResource.class);
    private static final long CLOSED_WITHIN_MILLIS = 10_000;

    private static final String MARKDOWN = "text/markdown;charset=UTF-8";

    private final Exports exports;
    private final Walls walls;
    private final Caller caller;
    private final RoutingContext connection;

    ExportResource(Exports exports, Walls walls, Caller caller, RoutingContext connection) {
        this.exports = exports;
        this.connection = connection;
        this.walls = walls;
        this.caller = caller;
    }

    /** A form and how its files end. */
    public record FormOffered(String form, String extension) {}

    /** What a project has and in which forms it is given. */
    public record ExportsOffered(ExportSizes sizes, List<FormOffered> forms) {}

    /** Which rows. */
    public static class Which {
        @Parameter(description = "TRAIN (the usual) or HELD_OUT: one file never holds both")
        @QueryParam("split")
        @Nullable
        String split;

        @Parameter(description = "Also items that want more ratings", schema = @Schema(implementation = Boolean.class))
        @QueryParam("open")
        @Nullable
        String open;

        @Parameter(
                description = "Also ties and pairs of two bad answers, in csv and parquet",
                schema = @Schema(implementation = Boolean.class))
        @QueryParam("undecided")
        @Nullable
        String undecided;

        @Parameter(description = "Only what was rated at that time or later, such as 2026-01-31T00:00:00Z")
        @QueryParam("since")
        @Nullable
        String since;

        ExportFilter filter() {
            return new ExportFilter(split(), flag(open, "open"), flag(undecided, "undecided"), since());
        }

        private Split split() {
            String wanted = split == null ? Split.TRAIN.name() : split;
            return Arrays.stream(Split.values())
                    .filter(known -> known.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() ->
                            Fault.INVALID_REQUEST.because("split must be TRAIN or HELD_OUT but is " + wanted + "."));
        }

        private static boolean flag(@Nullable String value, String name) {
            Fault.INVALID_REQUEST.when(
                    value != null && !value.equals("true") && !value.equals("false"),
                    name + " must be true or false but is " + value + ".");
            return "true".equals(value);
        }

        private @Nullable Instant since() {
            try {
                return since == null ? null : Instant.parse(since);
            } catch (DateTimeParseException e) {
                throw Fault.INVALID_REQUEST.because(
                        "since must be a time such as 2026-01-31T00:00:00Z but is " + since + ".");
            }
        }
    }

    @GET
    @Authenticated
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "exports", summary = "What there is to export, and the forms")
    public ExportsOffered offered(@PathParam("id") UUID id) {
        Project project = walls.managed(id, caller.account());
        return new ExportsOffered(
                exports.sizes(project),
                Arrays.stream(ExportForm.values())
                        .map(form -> new FormOffered(form.text(), form.extension()))
                        .toList());
    }

    @GET
    @Path("/{form}")
    @Authenticated
    @Blocking
    @Operation(operationId = "export", summary = "A file of one split, in one form")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response file(@PathParam("id") UUID id, @PathParam("form") String name, @BeanParam Which which) {
        Project project = walls.managed(id, caller.account());
        ExportForm form = ExportForm.of(name);
        ExportFilter filter = which.filter();
        String end = (filter.split() == Split.TRAIN ? "" : "-held-out") + "." + form.extension();
        return download(
                form.mediaType(), fileName(project, form) + end, out -> exports.write(project, form, filter, out));
    }

    @GET
    @Path("/{form}/bundle")
    @Authenticated
    @Blocking
    @Operation(operationId = "exportBundle", summary = "A .zip of both splits with manifest and dataset card")
    @APIResponse(
            responseCode = "200",
            description = "The .zip",
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response bundle(@PathParam("id") UUID id, @PathParam("form") String name, @BeanParam Which which) {
        Project project = walls.managed(id, caller.account());
        ExportForm form = ExportForm.of(name);
        ExportFilter filter = which.filter();
        return download(
                "application/zip", fileName(project, form) + ".zip", out -> exports.bundle(project, form, filter, out));
    }

    @GET
    @Path("/{form}/manifest")
    @Authenticated
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "exportManifest", summary = "Rows, columns and hashes of an export")
    public Manifest manifest(@PathParam("id") UUID id, @PathParam("form") String name, @BeanParam Which which) {
        return described(id, name, which).manifest();
    }

    @GET
    @Path("/{form}/card")
    @Authenticated
    @Blocking
    @Produces(MARKDOWN)
    @Operation(operationId = "exportCard", summary = "The dataset's card, in Markdown")
    public String card(@PathParam("id") UUID id, @PathParam("form") String name, @BeanParam Which which) {
        return described(id, name, which).card();
    }

    private Exports.Description described(UUID id, String name, Which which) {
        Project project = walls.managed(id, caller.account());
        ExportForm form = ExportForm.of(name);
        ExportFilter filter = which.filter();
        try (Exports.Ticket _ = exports.ticket()) {
            return exports.describe(project, form, filter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response download(String mediaType, String fileName, StreamingOutput body) {
        Exports.Ticket ticket = exports.ticket();
        connection.addEndHandler(_ -> ticket.close());
        return Response.ok(wholeOrBroken(body), mediaType)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** What fails amid the rows breaks the connection: ended in good order it would look like all of them. */
    private StreamingOutput wholeOrBroken(StreamingOutput body) {
        return out -> {
            try {
                body.write(out);
            } catch (IOException | RuntimeException e) {
                if (connection.response().headWritten()) {
                    breakOff();
                }
                throw e;
            }
        };
    }

    /** At once: closed in good order, what waits to be sent would still go out, and with it the end that the framework adds. */
    private void breakOff() {
        boolean closed = ((ConnectionBase) connection.request().connection())
                .channel()
                .close()
                .awaitUninterruptibly(CLOSED_WITHIN_MILLIS);
        if (!closed) {
            LOG.warn("The connection of an export that failed does not close; its file may look whole.");
        }
    }

    /** Of letters that every file system takes. */
    private static String fileName(Project project, ExportForm form) {
        String name = project.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String brief = name.substring(0, Math.min(60, name.length())).replaceAll("^-+|-+$", "");
        return (brief.isEmpty() ? "project" : brief) + "-" + form.text();
    }
}
