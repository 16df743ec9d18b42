package dev.attune.contracts.bus;

import java.time.Instant;

import io.cloudevents.CloudEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;

import static org.assertj.core.api.Assertions.assertThat;

class TraceContextTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void anEventTellsOfTheWorkThatDecidedIt() {
        SpanContext work = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.builder().put("vendor", "1").build());

        CloudEvent event;
        try (Scope _ = Span.wrap(work).makeCurrent()) {
            event = EventCodec.encode(new PreferenceRetracted("item", "test"), "/test", "id", Instant.EPOCH);
        }

        assertThat(event.getExtension("traceparent")).isEqualTo(PARENT);
        assertThat(event.getExtension("tracestate")).isEqualTo("vendor=1");
        assertThat(TraceContext.of(event.getExtension("traceparent"), event.getExtension("tracestate")))
                .hasValueSatisfying(
                        trace -> assertThat(trace.span().getSpanId()).isEqualTo("b7ad6b7169203331"));
    }

    @Test
    void anEventOfWorkThatNobodyTracesTellsNothing() {
        CloudEvent event = EventCodec.encode(new PreferenceRetracted("item", "test"), "/test", "id", Instant.EPOCH);

        assertThat(event.getExtensionNames()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01", "00-0af7-b7ad-01"})
    void whatIsNoContextIsNone(String parent) {
        assertThat(TraceContext.of(parent, "vendor=1")).isEmpty();
    }

    @Test
    void aStateThatIsTooLongIsLeftOut() {
        assertThat(TraceContext.of(PARENT, "v=" + "1".repeat(600)))
                .hasValueSatisfying(trace -> assertThat(trace.state()).isNull());
    }
}
