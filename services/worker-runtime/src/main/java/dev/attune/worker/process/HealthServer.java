package dev.attune.worker.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/**
 * Tells a supervisor whether a worker is alive and ready, in the form that Quarkus services use.
 *
 * <p>{@code GET /q/health/live} is 200 while the process runs; {@code GET /q/health/ready} is 200 while the worker can
 * take work, else 503; {@code troubles} in its body are sentences on what a person should know of it though it works. Binds the loopback address only unless told otherwise.
 */
public record HealthServer(HttpServer server, ExecutorService executor) implements AutoCloseable {

    /** The answer. */
    private record Health(
            String status,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> troubles) {}

    /**
     * Serves on 127.0.0.1.
     *
     * @param port 0 takes a free one
     * @throws AttuneException {@code port-taken}
     */
    public static HealthServer start(int port, BooleanSupplier ready, Supplier<List<String>> troubles) {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ready, troubles);
    }

    /** Serves on a given address: in a container the probe comes from outside. */
    public static HealthServer start(
            InetSocketAddress address, BooleanSupplier ready, Supplier<List<String>> troubles) {
        try {
            HttpServer server = HttpServer.create(address, 16);
            ExecutorService executor = Executors.newSingleThreadExecutor(HealthServer::thread);
            server.setExecutor(executor);
            server.createContext("/q/health/live", exchange -> answer(exchange, true, List.of()));
            server.createContext("/q/health/ready", exchange -> answer(exchange, ready.getAsBoolean(), troubles.get()));
            server.start();
            return new HealthServer(server, executor);
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "port-taken",
                    "The health endpoint cannot listen on port " + address.getPort() + ": " + e.getMessage()
                            + "; free the port or set ATTUNE_HEALTH_PORT to another one.",
                    e);
        }
    }

    /** Answers at a path of its own, too, with what {@code text} says. */
    void serve(String path, String contentType, Supplier<String> text) {
        server.createContext(path, exchange -> send(exchange, 200, contentType, text.get()));
    }

    /** The port that is served. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static void answer(HttpExchange exchange, boolean up, List<String> troubles) throws IOException {
        String text = Json.text(new Health(up ? "UP" : "DOWN", troubles));
        send(exchange, up ? 200 : 503, "application/json", text);
    }

    private static void send(HttpExchange exchange, int status, String contentType, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "health");
        thread.setDaemon(true);
        return thread;
    }
}
