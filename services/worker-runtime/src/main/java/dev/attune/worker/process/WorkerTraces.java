package dev.attune.worker.process;

import java.util.HashMap;
import java.util.Map;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's traces: set up by OpenTelemetry's own variables, and sent nowhere unless these say where to. */
final class WorkerTraces implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerTraces.class);
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private final OpenTelemetrySdk sdk;

    /** @param service under which the spans are shown */
    WorkerTraces(String service) {
        Map<String, String> defaults = defaults(service, System.getenv(ENDPOINT));
        sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> defaults)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        try {
            GlobalOpenTelemetry.set(sdk);
        } catch (IllegalStateException e) {
            LOG.debug("Traces were set up before, by another worker of this process", e);
        }
    }

    /** What holds unless OpenTelemetry's variables say otherwise. */
    static Map<String, String> defaults(String service, @Nullable String endpoint) {
        Map<String, String> defaults = new HashMap<>();
        defaults.put("otel.service.name", service);
        defaults.put("otel.traces.exporter", endpoint == null || endpoint.isBlank() ? "none" : "otlp");
        defaults.put("otel.metrics.exporter", "none");
        defaults.put("otel.logs.exporter", "none");
        defaults.put("otel.exporter.otlp.protocol", "http/protobuf");
        return defaults;
    }

    @Override
    public void close() {
        sdk.close();
    }
}
