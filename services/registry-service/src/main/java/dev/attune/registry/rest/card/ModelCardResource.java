package dev.attune.registry.rest.card;

import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import dev.attune.registry.card.CardMarkdown;
import dev.attune.registry.card.ModelCard;
import dev.attune.registry.card.Statement;
import dev.attune.registry.service.card.ModelCards;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;

/** The card of a checkpoint. */
@Path("/api/checkpoints/{id}/card")
@Blocking
class ModelCardResource {

    private static final String MARKDOWN = "text/markdown";

    private final ModelCards cards;
    private final JsonWebToken token;

    ModelCardResource(ModelCards cards, JsonWebToken token) {
        this.cards = cards;
        this.token = token;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(
            operationId = "getModelCard",
            summary =
                    "All that is known of a checkpoint; with Accept: text/markdown as README.md with the head that hubs read")
    public ModelCard card(@PathParam("id") String id) {
        return cards.of(id);
    }

    @GET
    @Produces(MARKDOWN)
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(hidden = true)
    public RestResponse<String> markdown(@PathParam("id") String id) {
        return RestResponse.ResponseBuilder.ok(CardMarkdown.of(cards.of(id)))
                .header("Content-Type", MARKDOWN + ";charset=UTF-8")
                .build();
    }

    @GET
    @Path("statements")
    @Produces(MediaType.APPLICATION_JSON)
    @WithScope(Scopes.REGISTRY_READ)
    @RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
    @Operation(operationId = "listStatements", summary = "What people ever stated for the card, newest first")
    public List<Statement> statements(@PathParam("id") String id) {
        return cards.statements(id);
    }

    @PUT
    @Path("statements")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ENGINEER, Roles.ADMINISTRATOR})
    @Operation(
            operationId = "stateForCard",
            summary =
                    "States what only people know; fields that are not named stay, an empty text takes a statement back")
    public Map<Statement.Field, Statement> state(@PathParam("id") String id, @NotNull @Valid Statements given) {
        return cards.state(id, given.statements(), token.getSubject() == null ? "unnamed" : token.getSubject());
    }
}
