package dev.attune.inference.rest;

import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.inference.Faults;
import dev.attune.inference.service.RingState;
import dev.attune.inference.service.Serving;
import dev.attune.inference.service.Serving.Reach;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;

/** What a chat may name as its model. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@WithScope(Scopes.MODELS_USE)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class ModelResource {

    private final Serving serving;
    private final RingState ring;
    private final Caller caller;

    ModelResource(Serving serving, RingState ring, Caller caller) {
        this.caller = caller;
        this.serving = serving;
        this.ring = ring;
    }

    @GET
    @Operation(operationId = "listModels", summary = "The channels that serve something, then all checkpoints")
    public ModelList list() {
        return new ModelList("list", models());
    }

    @GET
    @Path("{model}")
    @Operation(operationId = "retrieveModel", summary = "One of them")
    public Model retrieve(@PathParam("model") String model) {
        return models().stream()
                .filter(each -> each.id().equals(model))
                .findFirst()
                .orElseThrow(() -> Faults.modelNotFound(model));
    }

    private List<Model> models() {
        List<Model> models = new ArrayList<>();
        serving.channels()
                .forEach((channel, checkpointId) -> ring.policy(checkpointId)
                        .ifPresent(checkpoint -> models.add(model(channel, checkpoint, checkpointId))));
        if (caller.reach() == Reach.CHECKPOINTS) {
            ring.policies().forEach(policy -> models.add(model(policy.checkpointId(), policy, null)));
        }
        return models;
    }

    private static Model model(String id, CheckpointPublished checkpoint, @Nullable String served) {
        return new Model(id, "model", checkpoint.createdAt().getEpochSecond(), "attune", checkpoint.name(), served);
    }

    public record ModelList(String object, List<Model> data) {}

    /**
     * A model in OpenAI's form.
     *
     * @param checkpointId what a channel serves; absent for a checkpoint itself
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(
            String id,
            String object,
            long created,
            String ownedBy,
            String name,
            @Nullable String checkpointId) {}
}
