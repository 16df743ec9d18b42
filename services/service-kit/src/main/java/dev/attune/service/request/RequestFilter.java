package dev.attune.service.request;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what no route can do anything with, before it is read. */
@ApplicationScoped
class RequestFilter {

    @ServerRequestFilter(preMatching = true)
    void address(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        boolean storable = Texts.storable(uri.getPath())
                && uri.getQueryParameters().entrySet().stream()
                        .allMatch(entry -> Texts.storable(entry.getKey())
                                && entry.getValue().stream().allMatch(Texts::storable));
        if (!storable) {
            throw new BadRequestException("The address holds a NUL character; leave it out.");
        }
    }

    @ServerRequestFilter
    void body(ContainerRequestContext request, ResourceInfo route) throws IOException {
        int limit = BodyLimits.of(route);
        BoundedBody body = new BoundedBody(request.getEntityStream(), limit);
        if (request.getLength() > limit) {
            body.refuse();
        }
        request.setEntityStream(body);
    }
}
