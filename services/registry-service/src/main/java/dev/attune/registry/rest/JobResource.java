package dev.attune.registry.rest;

import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

import dev.attune.registry.service.Jobs;
import dev.attune.service.access.Roles;
import dev.attune.service.request.BodyLimit;

/** Asks the trainers for work. */
@Path("/api/jobs")
@Blocking
@BodyLimit(1024 * 1024)
@RolesAllowed(Roles.ENGINEER)
class JobResource {

    private final Jobs jobs;

    JobResource(Jobs jobs) {
        this.jobs = jobs;
    }

    @POST
    @Path("reward")
    @ResponseStatus(202)
    @Operation(operationId = "requestRewardModel", summary = "Asks for a reward model from the preferences so far")
    public Accepted reward(@NotNull RewardJob job) {
        return new Accepted(jobs.reward(job.baseCheckpointId(), job.configuration()));
    }

    @POST
    @Path("ppo")
    @ResponseStatus(202)
    @Operation(operationId = "requestPolicy", summary = "Asks for PPO against a reward model")
    public Accepted ppo(@NotNull PolicyJob job) {
        return new Accepted(jobs.ppo(job.policyCheckpointId(), job.rewardModelCheckpointId(), job.configuration()));
    }

    /** The run that was asked for: GET /api/runs/{runId} tells how it goes. */
    public record Accepted(String runId) {}

    /** Absent fields mean the newest base and the default configuration. */
    public record RewardJob(
            @Nullable String baseCheckpointId,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}

    /** Absent fields mean the promoted policy, the newest reward model and the default configuration. */
    public record PolicyJob(
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}
}
