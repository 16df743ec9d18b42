package dev.attune.registry.rest;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.registry.Recipe;
import dev.attune.registry.service.Jobs;
import dev.attune.registry.service.Jobs.Wish;
import dev.attune.service.access.Roles;
import dev.attune.service.request.BodyLimit;

/** Asks the trainers for work. What is sent again with the same Idempotency-Key is asked for once. */
@Path("/api/jobs")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@BodyLimit(1024 * 1024)
@RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
class JobResource {

    private static final String ASKED = "The run is asked for";

    private final Jobs jobs;
    private final Replay calls;

    JobResource(Jobs jobs, Replay calls) {
        this.jobs = jobs;
        this.calls = calls;
    }

    @GET
    @Path("recipes")
    @Operation(
            operationId = "listRecipes",
            summary = "What can be asked for, with the settings that hold when none are given")
    public List<Recipe.Offer> recipes() {
        return jobs.offers();
    }

    @POST
    @Path("recipes/{recipe}")
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "requestRun", summary = "Asks for a run of a recipe; once for each Idempotency-Key")
    public RestResponse<Accepted> run(
            @PathParam("recipe") String recipe,
            @HeaderParam(Replay.KEY) @Size(min = 1, max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid RecipeJob job) {
        Wish wish = new Wish(
                job.policyCheckpointId(), job.rewardModelCheckpointId(), job.dataSha256(), job.configuration());
        return once(key, job, () -> jobs.recipe(recipe, wish, job.projectId(), calls.person()));
    }

    @POST
    @Path("evaluation")
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "requestEvaluation", summary = "Asks for a comparison on held-out prompts")
    public RestResponse<Accepted> evaluate(
            @HeaderParam(Replay.KEY) @Size(min = 1, max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid EvaluationJob job) {
        return once(
                key,
                job,
                () -> jobs.evaluation(
                        job.checkpointId(), job.opponentCheckpointId(), job.configuration(), calls.person()));
    }

    @POST
    @Path("reward")
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "requestRewardModel", summary = "Asks for a reward model from the preferences so far")
    public RestResponse<Accepted> reward(
            @HeaderParam(Replay.KEY) @Size(min = 1, max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid RewardJob job) {
        Wish wish = new Wish(job.baseCheckpointId(), null, null, job.configuration());
        return once(key, job, () -> jobs.recipe(Recipe.REWARD.text(), wish, job.projectId(), calls.person()));
    }

    @POST
    @Path("ppo")
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "requestPolicy", summary = "Asks for PPO against a reward model")
    public RestResponse<Accepted> ppo(
            @HeaderParam(Replay.KEY) @Size(min = 1, max = Replay.LONGEST_KEY) @Nullable String key,
            @NotNull @Valid PolicyJob job) {
        Wish wish = new Wish(job.policyCheckpointId(), job.rewardModelCheckpointId(), null, job.configuration());
        return once(key, job, () -> jobs.recipe(Recipe.PPO.text(), wish, job.projectId(), calls.person()));
    }

    private RestResponse<Accepted> once(@Nullable String key, Object job, Supplier<String> asked) {
        return calls.accepted(key, job, Accepted.class, () -> new Accepted(asked.get()));
    }

    /** The run that was asked for: GET /api/runs/{runId} tells how it goes. */
    public record Accepted(String runId) {}

    /**
     * Absent fields mean the newest base and the default configuration.
     *
     * @param projectId whose preferences are learned from; absent: those of all projects
     */
    public record RewardJob(
            @Nullable String baseCheckpointId,

            @Pattern(regexp = "^[a-z0-9-]{1,80}$", message = "must be a project's id") @Nullable
            String projectId,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}

    /**
     * Absent fields mean the newest base for a reward model, else the promoted policy, the newest reward model and the default
     * configuration.
     *
     * @param dataSha256 of an artifact with {@code data.jsonl}, for recipes that learn from one; {@code sft} without it learns
     *     from the demonstrations that people gave
     * @param projectId whose preferences or prompts are learned from, and whose gates the result goes through; absent: those of all
     *     projects, and none
     */
    public record RecipeJob(
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,

            @Pattern(regexp = "^[0-9a-f]{64}$", message = "must be 64 lower-case hexadecimal digits") @Nullable
            String dataSha256,

            @Pattern(regexp = "^[a-z0-9-]{1,80}$", message = "must be a project's id") @Nullable
            String projectId,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}

    /** An absent opponent means the checkpoint's parent. */
    public record EvaluationJob(
            @NotBlank @Size(max = 200) String checkpointId,
            @Nullable String opponentCheckpointId,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}

    /**
     * Absent fields mean the promoted policy, the newest reward model and the default configuration.
     *
     * @param projectId whose prompts are trained on, and whose gates the result goes through; absent: those of all projects, and none
     */
    public record PolicyJob(
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,

            @Pattern(regexp = "^[a-z0-9-]{1,80}$", message = "must be a project's id") @Nullable
            String projectId,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}
}
