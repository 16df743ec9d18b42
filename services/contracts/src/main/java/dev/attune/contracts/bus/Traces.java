package dev.attune.contracts.bus;

import java.util.Collection;
import java.util.Optional;

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
            failed(span, e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }

    /** Says of a span why its work failed: a code or a class and never a message, which may hold people's texts. */
    public static void failed(Span span, String type) {
        span.setAttribute("error.type", type);
        span.setStatus(StatusCode.ERROR);
    }

    /**
     * Begins the span of a run, in the trace of what asked for it and with links to the other traces that it comes from; the
     * caller ends it.
     *
     * @param cause the job, or the newest of the events that were enough for a run; without one the trace is the run's own
     */
    public static Span run(
            String runId, String recipe, Optional<TraceContext> cause, Collection<TraceContext> origins) {
        SpanBuilder span = GlobalOpenTelemetry.getTracer(NAME)
                .spanBuilder("run " + recipe)
                .setParent(cause.map(TraceContext::context).orElse(Context.root()))
                .setAttribute("attune.run", runId)
                .setAttribute("attune.recipe", recipe);
        String own = cause.map(trace -> trace.span().getTraceId()).orElse("");
        origins.stream()
                .map(TraceContext::span)
                .filter(origin -> !origin.getTraceId().equals(own))
                .limit(MOST_LINKS)
                .forEach(span::addLink);
        return span.startSpan();
    }
}
