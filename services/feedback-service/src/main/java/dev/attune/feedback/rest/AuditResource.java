package dev.attune.feedback.rest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.AuditAction;
import dev.attune.feedback.AuditEntry;
import dev.attune.feedback.AuditVerification;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.service.access.Roles;

/** Who did what. */
@Path("/api/audit")
@Tag(name = "audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class AuditResource {

    private static final int PAGE = 500;

    private final AuditLog audit;
    private final ObjectMapper mapper;

    AuditResource(AuditLog audit, ObjectMapper mapper) {
        this.audit = audit;
        this.mapper = mapper;
    }

    @GET
    @Operation(operationId = "audit", summary = "Entries behind a position, oldest first")
    public List<AuditEntry> list(
            @QueryParam("after") @DefaultValue("0") long after, @QueryParam("limit") @DefaultValue("200") int limit) {
        return audit.after(after, limit);
    }

    @GET
    @Path("/entries")
    @Operation(operationId = "auditEntries", summary = "Entries before a position, newest first, as far as they fit")
    public List<AuditEntry> entries(
            @Parameter(description = "Only earlier ones; absent: from the newest") @QueryParam("before") @Nullable
                    Long before,
            @QueryParam("actor") @DefaultValue("") String actor,
            @QueryParam("action") @Nullable AuditAction action,
            @Parameter(description = "What subject or detail must hold") @QueryParam("text") @DefaultValue("")
                    String text,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return audit.before(before == null ? Long.MAX_VALUE : before, actor, action, text, limit);
    }

    @GET
    @Path("/download")
    @Produces("application/x-ndjson")
    @Operation(operationId = "downloadAudit", summary = "The whole log, oldest first, an entry a line")
    @APIResponse(
            responseCode = "200",
            description = "The log",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)))
    public Response download() {
        StreamingOutput lines = out -> {
            long position = 0;
            List<AuditEntry> entries = audit.after(position, PAGE);
            while (!entries.isEmpty()) {
                for (AuditEntry entry : entries) {
                    out.write(mapper.writeValueAsBytes(entry));
                    out.write('\n');
                }
                position = entries.getLast().position();
                entries = audit.after(position, PAGE);
            }
        };
        return Response.ok(lines)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"attune-audit.jsonl\"")
                .build();
    }

    @GET
    @Path("/verification")
    @Operation(operationId = "verifyAudit", summary = "Computes the chain of hashes anew")
    public AuditVerification verify() {
        return audit.verify();
    }
}
