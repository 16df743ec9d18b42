package dev.attune.feedback.rest.health;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.attune.feedback.health.RoomHealth;
import dev.attune.feedback.health.TopicAge;
import dev.attune.feedback.service.health.Rooms;
import dev.attune.feedback.service.health.TopicAges;
import dev.attune.service.access.Roles;

/** How the rooms of the ring are. */
@Path("/api/rooms")
@Tag(name = "health")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class HealthResource {

    private final Rooms rooms;
    private final TopicAges topics;

    HealthResource(Rooms rooms, TopicAges topics) {
        this.rooms = rooms;
        this.topics = topics;
    }

    @GET
    @Operation(operationId = "rooms", summary = "How each service and worker is, asked now")
    public List<RoomHealth> all() {
        return rooms.all();
    }

    @GET
    @Path("/topics")
    @Operation(operationId = "topicAges", summary = "When the newest record of each topic was written, asked now")
    public List<TopicAge> topics() {
        return topics.all();
    }
}
