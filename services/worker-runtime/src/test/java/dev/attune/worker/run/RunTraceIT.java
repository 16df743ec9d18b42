package dev.attune.worker.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.contracts.testing.TestBus;

import static org.assertj.core.api.Assertions.assertThat;

/** A run is of the trace of what asked for it and names the others it comes from; what it publishes is part of it. */
class RunTraceIT {

    private static final String RUN = "traced";
    private static final String ORIGIN = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER = "1bf7651916cd43dd8448eb211c80319d";

    private static final String CLICK = "b7ad6b7169203331";

    @RegisterExtension
    static final OpenTelemetryExtension TRACES = OpenTelemetryExtension.create();

    @TempDir
    Path directory;

    @TempDir
    Path home;

    @Test
    void namesWhereItComesFromAndIsNamedByWhatItMakes() {
        try (TestBroker broker = TestBroker.start(directory)) {
            TestBus bus = new TestBus(broker.bootstrapServers());
            try (Scope _ = inTrace(OTHER).makeCurrent()) {
                bus.send(new RecipeRequested("for-another-worker", "test", null, null, null, Map.of()));
            }
            try (Scope _ = inTrace(ORIGIN).makeCurrent()) {
                bus.send(new RecipeRequested(RUN, "test", null, null, null, Map.of()));
            }
            RunFinished finished = new RunFinished(RUN, "test", "checkpoint", Map.of(), 0, 1, Instant.EPOCH);
            try (LittleWorker worker = new LittleWorker(
                    bus,
                    RUN,
                    home,
                    Optional.of(List.of(finished)),
                    new AtomicBoolean(),
                    attempt -> attempt.step(1, 1, Map.of()),
                    _ -> {})) {
                worker.until(RunFinished.class);
            }

            SpanData span = TRACES.getSpans().stream()
                    .filter(one -> one.getName().equals("run test"))
                    .findFirst()
                    .orElseThrow();
            assertThat(span.getLinks())
                    .singleElement()
                    .satisfies(link ->
                            assertThat(link.getSpanContext().getTraceId()).isEqualTo(OTHER));
            assertThat(span.getTraceId()).isEqualTo(ORIGIN);
            assertThat(span.getParentSpanId()).isEqualTo(CLICK);
            List<ConsumerRecord<String, byte[]>> told = bus.records(Topics.RUNS, RUN);
            assertThat(told)
                    .hasSize(3)
                    .allSatisfy(record -> assertThat(new String(
                                    record.headers()
                                            .lastHeader("ce_traceparent")
                                            .value(),
                                    StandardCharsets.UTF_8))
                            .isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01"));
        }
    }

    private static Span inTrace(String trace) {
        return Span.wrap(
                SpanContext.createFromRemoteParent(trace, CLICK, TraceFlags.getSampled(), TraceState.getDefault()));
    }
}
