package dev.attune.feedback.rest.playground;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.playground.Playground;
import dev.attune.service.access.Roles;
import dev.attune.service.page.Cursor;

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
    @Operation(
            operationId = "listComparisons",
            summary = "Your own comparisons of the last days, newest first; the header Link leads to older ones")
    public RestResponse<List<Told.Brief>> list(
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return playground
                .of(caller.account(), Cursor.read(before), Given.limit(limit, USUAL, MOST))
                .map(Told.Brief::of)
                .answer(uri);
    }
}
