package dev.attune.cli.ring;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** Takes what OpenTelemetry's exporters send by OTLP over HTTP, and keeps it. */
final class TraceCollector implements AutoCloseable {

    private static final String PATH = "/v1/traces";

    private final HttpServer server;
    private final List<Seen> spans = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();

    /** A span, with the name of the service that sent it. */
    record Seen(String service, Span span) {

        String traceId() {
            return hex(span.getTraceId());
        }

        String id() {
            return hex(span.getSpanId());
        }

        String parentId() {
            return hex(span.getParentSpanId());
        }

        long millis() {
            return (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000_000;
        }

        List<String> linkedTraces() {
            return span.getLinksList().stream()
                    .map(link -> hex(link.getTraceId()))
                    .toList();
        }
    }

    TraceCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::take);
        server.start();
    }

    /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Seen> of(String traceId) {
        return spans.stream().filter(seen -> seen.traceId().equals(traceId)).toList();
    }

    Optional<Seen> find(String traceId, String service, String name) {
        return of(traceId).stream()
                .filter(seen ->
                        seen.service().equals(service) && seen.span().getName().equals(name))
                .findFirst();
    }

    List<Seen> all() {
        return List.copyOf(spans);
    }

    /** All that was sent, as text. */
    String everything() {
        return String.join("\n", texts);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                keep(ExportTraceServiceRequest.parseFrom(body));
            }
            // An empty answer is ExportTraceServiceResponse's default: all was taken.
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void keep(ExportTraceServiceRequest request) {
        texts.add(request.toString());
        for (ResourceSpans from : request.getResourceSpansList()) {
            String service = from.getResource().getAttributesList().stream()
                    .filter(attribute -> attribute.getKey().equals("service.name"))
                    .map(KeyValue::getValue)
                    .map(value -> value.getStringValue())
                    .findFirst()
                    .orElse("");
            from.getScopeSpansList()
                    .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(new Seen(service, span))));
        }
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
