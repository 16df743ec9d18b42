package dev.attune.feedback.rest;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Lines;
import dev.attune.feedback.service.Walls;
import dev.attune.service.request.BodyLimits;

/**
 * Lets as many large bodies in at a time as the heap can hold. It comes after the check of roles and before a body is read, on
 * the request's own thread: whoever may not send one, also because the project is none of his, takes no part of it.
 */
@ApplicationScoped
class LargeBodies {

    /** Bodies below this length are not counted: there are many, and they end quickly. */
    private static final int SMALL_BYTES = 256 * 1024;

    private static final int KIB = 1024;
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{1,8}(-[0-9a-fA-F]{1,4}){3}-[0-9a-fA-F]{1,12}");
    private static final int PATIENCE_SECONDS = 20;

    private final Semaphore kibibytes;
    private final Walls walls;
    private final Caller caller;

    LargeBodies(FeedbackConfig config, Walls walls, Caller caller) {
        this.walls = walls;
        this.caller = caller;
        this.kibibytes = new Semaphore(Math.max(config.limits().bodiesBytes(), Lines.MOST_BYTES) / KIB, true);
    }

    @ServerRequestFilter
    void admit(ContainerRequestContext request, ResourceInfo route, RoutingContext connection)
            throws InterruptedException {
        int bytes = request.getLength();
        boolean unannounced = bytes < 0 && request.getHeaderString("Transfer-Encoding") != null;
        int most = BodyLimits.of(route);
        if (most < SMALL_BYTES || (bytes < SMALL_BYTES && !unannounced)) {
            return;
        }
        requireManager(request.getUriInfo().getPathParameters().getFirst("id"));
        int taken = (unannounced ? most : Math.min(bytes, most)) / KIB;
        Fault.TOO_MANY_LARGE_REQUESTS.when(
                !kibibytes.tryAcquire(taken, PATIENCE_SECONDS, TimeUnit.SECONDS),
                "Other large requests are worked on; send this one again in a few seconds.");
        connection.addEndHandler(_ -> kibibytes.release(taken));
    }

    /** Routes that take large bodies change a project, where they name one. */
    private void requireManager(@Nullable String project) {
        if (project != null && UUID_FORM.matcher(project).matches()) {
            walls.managed(UUID.fromString(project), caller.account());
        }
    }
}
