package dev.attune.registry.rest;

import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

import dev.attune.registry.Recipe;
import dev.attune.registry.service.Jobs;
import dev.attune.registry.service.Jobs.Wish;
import dev.attune.service.access.Roles;
import dev.attune.service.request.BodyLimit;

/** Asks the trainers for work. */
@Path("/api/jobs")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@BodyLimit(1024 * 1024)
@RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
class JobResource {

    private static final String ASKED = "The run is asked for";

    private final Jobs jobs;
    private final JsonWebToken token;

    JobResource(Jobs jobs, JsonWebToken token) {
        this.jobs = jobs;
        this.token = token;
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
    @ResponseStatus(202)
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "requestRun", summary = "Asks for a run of a recipe")
    public Accepted run(@PathParam("recipe") String recipe, @NotNull @Valid RecipeJob job) {
        return new Accepted(jobs.recipe(
                recipe,
                new Wish(
                        job.policyCheckpointId(), job.rewardModelCheckpointId(), job.dataSha256(), job.configuration()),
                person()));
    }

    @POST
    @Path("evaluation")
    @ResponseStatus(202)
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = ASKED)
    @Operation(operationId = "requestEvaluation", summary = "Asks for a comparison on held-out prompts")
    public Accepted evaluate(@NotNull @Valid EvaluationJob job) {
        return new Accepted(
                jobs.evaluation(job.checkpointId(), job.opponentCheckpointId(), job.configuration(), person()));
    }

    @POST
    @Path("reward")
    @ResponseStatus(202)
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "The run is asked for")
    @Operation(operationId = "requestRewardModel", summary = "Asks for a reward model from the preferences so far")
    public Accepted reward(@NotNull RewardJob job) {
        return new Accepted(jobs.recipe(
                Recipe.REWARD.text(), new Wish(job.baseCheckpointId(), null, null, job.configuration()), person()));
    }

    @POST
    @Path("ppo")
    @ResponseStatus(202)
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "The run is asked for")
    @Operation(operationId = "requestPolicy", summary = "Asks for PPO against a reward model")
    public Accepted ppo(@NotNull PolicyJob job) {
        return new Accepted(jobs.recipe(
                Recipe.PPO.text(),
                new Wish(job.policyCheckpointId(), job.rewardModelCheckpointId(), null, job.configuration()),
                person()));
    }

    /** The token's subject: it stands for a person without naming them. */
    private String person() {
        return token.getSubject() == null ? "unnamed" : token.getSubject();
    }

    /** The run that was asked for: GET /api/runs/{runId} tells how it goes. */
    public record Accepted(String runId) {}

    /** Absent fields mean the newest base and the default configuration. */
    public record RewardJob(
            @Nullable String baseCheckpointId,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}

    /**
     * Absent fields mean the newest base for a reward model, else the promoted policy, the newest reward model and the default
     * configuration.
     *
     * @param dataSha256 of an artifact with {@code data.jsonl}, for recipes that learn from one
     */
    public record RecipeJob(
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,

            @Pattern(regexp = "^[0-9a-f]{64}$", message = "must be 64 lower-case hexadecimal digits") @Nullable
            String dataSha256,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}

    /** An absent opponent means the checkpoint's parent. */
    public record EvaluationJob(
            @NotBlank @Size(max = 200) String checkpointId,
            @Nullable String opponentCheckpointId,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}

    /** Absent fields mean the promoted policy, the newest reward model and the default configuration. */
    public record PolicyJob(
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class) @Nullable
            JsonNode configuration) {}
}
