package dev.attune.feedback.rest;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says in each answer what time it is here: leases and undo end by this clock, and people's devices are fast or slow. */
class ServerTime {

    @ServerResponseFilter
    public void tell(ContainerResponseContext response) {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        response.getHeaders().putSingle(HttpHeaders.DATE, now);
    }
}
