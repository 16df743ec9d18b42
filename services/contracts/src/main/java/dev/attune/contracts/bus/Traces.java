package dev.attune.contracts.bus;

import java.util.Collection;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Spans of what the rooms do with events. */
public final class Traces {

    /** A run may read thousands of events: it names so many of their traces. */
    public static final int MOST_LINKS = 128;

    private static final String NAME = "dev.attune";

    private Traces() {}

    /** Begins the span of what an event leads to, in the event's trace; the caller ends it. */
    public static Span consuming(ReceivedEvent received) {
        SpanBuilder span = GlobalOpenTelemetry.getTracer(NAME)
                .spanBuilder("process " + EventTypes.nameOf(received.event().getClass()))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", received.topic())
                .setAttribute("messaging.message.id", received.id());
        return span.setParent(
                        received.trace() == null
                                ? Context.root()
                                : received.trace().context())
                .startSpan();
    }

    /** Does what an event leads to, within its span. */
    public static void consume(ReceivedEvent received, Runnable work) {
        Span span = consuming(received);
        try (Scope _ = span.makeCurrent()) {
            work.run();
        } catch (RuntimeException | Error e) {
            span.recordException(e);
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    /** Begins the span of a run: a trace of its own, with links to the traces that it comes from; the caller ends it. */
    public static Span run(String runId, String recipe, Collection<TraceContext> origins) {
        SpanBuilder span = GlobalOpenTelemetry.getTracer(NAME)
                .spanBuilder("run " + recipe)
                .setNoParent()
                .setAttribute("attune.run", runId)
                .setAttribute("attune.recipe", recipe);
        origins.stream().limit(MOST_LINKS).forEach(origin -> span.addLink(origin.span()));
        return span.startSpan();
    }
}
