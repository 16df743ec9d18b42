package dev.attune.feedback.rest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

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

    private final AuditLog audit;

    AuditResource(AuditLog audit) {
        this.audit = audit;
    }

    @GET
    @Operation(operationId = "audit", summary = "Entries behind a position, oldest first")
    public List<AuditEntry> list(
            @QueryParam("after") @DefaultValue("0") long after, @QueryParam("limit") @DefaultValue("200") int limit) {
        return audit.after(after, limit);
    }

    @GET
    @Path("/verification")
    @Operation(operationId = "verifyAudit", summary = "Computes the chain of hashes anew")
    public AuditVerification verify() {
        return audit.verify();
    }
}
