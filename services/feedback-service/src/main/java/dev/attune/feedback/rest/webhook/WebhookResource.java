package dev.attune.feedback.rest.webhook;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.webhook.Webhooks;
import dev.attune.feedback.webhook.Delivery;
import dev.attune.feedback.webhook.Webhook;

/** Addresses to which a project's events are sent, signed as Standard Webhooks. */
@Path("/api/projects/{id}/webhooks")
@Tag(name = "webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WebhookResource {

    private final Webhooks webhooks;
    private final Walls walls;
    private final Caller caller;

    WebhookResource(Webhooks webhooks, Walls walls, Caller caller) {
        this.webhooks = webhooks;
        this.walls = walls;
        this.caller = caller;
    }

    /** A webhook to be made; events are such as {@code rating.given}. */
    public record NewWebhook(String url, List<String> events) {}

    /** What is to change of a webhook; a field that is absent stays. */
    public record WebhookChange(
            @Schema(nullable = true) @Nullable String url,
            @Schema(nullable = true) @Nullable List<String> events,
            @Schema(nullable = true) @Nullable Boolean enabled) {}

    @GET
    @Authenticated
    @Operation(operationId = "webhooks", summary = "The project's webhooks, oldest first")
    public List<Webhook> list(@PathParam("id") UUID id) {
        return webhooks.of(managed(id));
    }

    @POST
    @Authenticated
    @Operation(operationId = "createWebhook", summary = "Make a webhook; its secret is in this answer only")
    @APIResponseSchema(value = Webhooks.WithSecret.class, responseCode = "201", responseDescription = "The webhook")
    public RestResponse<Webhooks.WithSecret> create(@PathParam("id") UUID id, @Nullable NewWebhook request) {
        Project project = managed(id);
        NewWebhook given = Given.body(request);
        return RestResponse.status(
                RestResponse.Status.CREATED,
                webhooks.create(
                        caller.account(),
                        project,
                        Given.text(given.url(), "url"),
                        Given.list(given.events(), "events")));
    }

    @PATCH
    @Path("/{webhook}")
    @Authenticated
    @Operation(operationId = "changeWebhook", summary = "Change a webhook, or switch it off or on")
    public Webhook change(
            @PathParam("id") UUID id, @PathParam("webhook") UUID webhook, @Nullable WebhookChange request) {
        Project project = managed(id);
        WebhookChange given = Given.body(request);
        return webhooks.change(
                caller.account(), project, webhook, new Webhooks.Change(given.url(), given.events(), given.enabled()));
    }

    @DELETE
    @Path("/{webhook}")
    @Authenticated
    @Operation(operationId = "removeWebhook", summary = "Remove a webhook and what was to be sent to it")
    public void remove(@PathParam("id") UUID id, @PathParam("webhook") UUID webhook) {
        webhooks.remove(caller.account(), managed(id), webhook);
    }

    @POST
    @Path("/{webhook}/secret")
    @Authenticated
    @Operation(operationId = "renewWebhookSecret", summary = "Replace the secret; the old one is void at once")
    public Webhooks.WithSecret renew(@PathParam("id") UUID id, @PathParam("webhook") UUID webhook) {
        return webhooks.renew(caller.account(), managed(id), webhook);
    }

    @POST
    @Path("/{webhook}/test")
    @Blocking
    @Authenticated
    @Operation(operationId = "testWebhook", summary = "Send an event of the type test now, and see what comes of it")
    public Delivery test(@PathParam("id") UUID id, @PathParam("webhook") UUID webhook) {
        return webhooks.test(managed(id), webhook);
    }

    @GET
    @Path("/{webhook}/deliveries")
    @Authenticated
    @Operation(operationId = "webhookDeliveries", summary = "The last 200 things that were sent, newest first")
    public List<Delivery> deliveries(@PathParam("id") UUID id, @PathParam("webhook") UUID webhook) {
        return webhooks.deliveries(managed(id), webhook);
    }

    @POST
    @Path("/{webhook}/deliveries/{delivery}/replay")
    @Authenticated
    @Operation(operationId = "replayDelivery", summary = "Send an event once more, under its id")
    public void replay(
            @PathParam("id") UUID id, @PathParam("webhook") UUID webhook, @PathParam("delivery") UUID delivery) {
        webhooks.replay(managed(id), webhook, delivery);
    }

    private Project managed(UUID id) {
        return walls.managed(id, caller.account());
    }
}
