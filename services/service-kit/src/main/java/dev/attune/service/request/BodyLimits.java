package dev.attune.service.request;

import jakarta.ws.rs.container.ResourceInfo;

/** Reads {@link BodyLimit}. */
public final class BodyLimits {

    private BodyLimits() {}

    /** Bytes that the body of a request to the route may have. */
    public static int of(ResourceInfo route) {
        BodyLimit own = route.getResourceMethod().getAnnotation(BodyLimit.class);
        BodyLimit common = route.getResourceClass().getAnnotation(BodyLimit.class);
        BodyLimit said = own == null ? common : own;
        return said == null ? BodyLimit.USUAL : said.value();
    }
}
