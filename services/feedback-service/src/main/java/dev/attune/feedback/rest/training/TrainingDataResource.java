package dev.attune.feedback.rest.training;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.attune.feedback.service.training.TrainingData;
import dev.attune.feedback.training.RatingPace;
import dev.attune.service.access.Roles;

/** What there is to train on: figures over all projects, and nothing of what was rated. */
@Path("/api/training-data")
@Tag(name = "training")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
public class TrainingDataResource {

    private final TrainingData data;

    TrainingDataResource(TrainingData data) {
        this.data = data;
    }

    @GET
    @Operation(operationId = "trainingData", summary = "How many ratings there are, and how they came")
    public RatingPace pace() {
        return data.pace();
    }
}
