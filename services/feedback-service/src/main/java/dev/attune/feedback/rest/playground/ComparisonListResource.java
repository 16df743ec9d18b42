package dev.attune.feedback.rest.playground;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.playground.Playground;
import dev.attune.service.access.Roles;

/** What somebody compared, to look back at it. */
@Path("/api/comparisons")
@Tag(name = "playground")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
public class ComparisonListResource {

    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final Playground playground;
    private final Caller caller;

    ComparisonListResource(Playground playground, Caller caller) {
        this.playground = playground;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listComparisons", summary = "Your own comparisons of the last days, newest first")
    public List<Told.Brief> list(@QueryParam("limit") @Nullable Integer limit) {
        return playground.of(caller.account(), Given.limit(limit, USUAL, MOST)).stream()
                .map(Told.Brief::of)
                .toList();
    }
}
