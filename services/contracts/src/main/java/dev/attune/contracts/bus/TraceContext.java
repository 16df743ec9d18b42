package dev.attune.contracts.bus;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * Where in a trace something was decided, as W3C says it and as CloudEvents carry it in their distributed tracing extension:
 * the attributes {@code traceparent} and {@code tracestate}, on the bus the headers {@code ce_traceparent} and {@code
 * ce_tracestate}.
 */
public record TraceContext(String parent, @Nullable String state) {

    public static final String PARENT = "traceparent";
    public static final String STATE = "tracestate";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final int LONGEST_STATE = 512;
    private static final TextMapGetter<Map<String, String>> MAP = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    /** That of the work which this thread does now; empty where nobody traces. */
    public static Optional<TraceContext> current() {
        Map<String, String> carrier = new HashMap<>();
        W3C.inject(Context.current(), carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return of(carrier.get(PARENT), carrier.get(STATE));
    }

    /** One that somebody said; empty where it is none, which is no fault of what carries it. */
    public static Optional<TraceContext> of(@Nullable Object parent, @Nullable Object state) {
        if (parent == null) {
            return Optional.empty();
        }
        String said = state == null || state.toString().length() > LONGEST_STATE ? null : state.toString();
        TraceContext context = new TraceContext(parent.toString(), said);
        return context.span().isValid() ? Optional.of(context) : Optional.empty();
    }

    /** A context in which spans that begin are children of this one. */
    public Context context() {
        Map<String, String> carrier = new HashMap<>();
        carrier.put(PARENT, parent);
        if (state != null) {
            carrier.put(STATE, state);
        }
        return W3C.extract(Context.root(), carrier, MAP);
    }

    /** The span that it names. */
    public SpanContext span() {
        return Span.fromContext(context()).getSpanContext();
    }
}
