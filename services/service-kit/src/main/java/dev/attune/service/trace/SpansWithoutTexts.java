package dev.attune.service.trace;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Keeps what people wrote out of the spans of requests.
 *
 * <p>Of an address it leaves the first step, such as {@code /api}: what follows may be a person's name or whatever
 * a caller typed, and the attribute {@code http.route} says which route it was. Of exceptions it leaves nothing: Quarkus records
 * them as events, with messages that may quote a body; a span holds one event ({@code quarkus.otel.span.event.count.limit}), and
 * that is the one which is added here.
 */
@ApplicationScoped
class SpansWithoutTexts implements SpanProcessor {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final int STEPS = 1;

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        span.addEvent("begun");
        String path = span.getAttribute(PATH);
        if (path != null) {
            span.setAttribute(PATH, shortened(path));
        }
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, "");
        }
    }

    private static String shortened(String path) {
        int end = 0;
        for (int step = 0; step < STEPS && end >= 0; step++) {
            end = path.indexOf('/', end + 1);
        }
        return end < 0 ? path : path.substring(0, end);
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // All was done at its start.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
