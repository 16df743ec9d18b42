package dev.attune.worker.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/**
 * Tells a supervisor whether a worker is alive and ready, in the form that Quarkus services use.
 *
 * <p>{@code GET /q/health/live} is 200 while the process runs; {@code GET /q/health/ready} is 200 while the worker can
 * take work, else 503. Binds the loopback address only unless told otherwise.
 */
public record HealthServer(HttpServer server, ExecutorService executor) implements AutoCloseable {

    /**
     * Serves on 127.0.0.1.
     *
     * @param port 0 takes a free one
     * @throws AttuneException {@code port-taken}
     */
    public static HealthServer start(int port, BooleanSupplier ready) {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ready);
    }

    /** Serves on a given address: in a container the probe comes from outside. */
    public static HealthServer start(InetSocketAddress address, BooleanSupplier ready) {
        try {
            HttpServer server = HttpServer.create(address, 16);
            ExecutorService executor = Executors.newSingleThreadExecutor(HealthServer::thread);
            server.setExecutor(executor);
            server.createContext("/q/health/live", exchange -> answer(exchange, true));
            server.createContext("/q/health/ready", exchange -> answer(exchange, ready.getAsBoolean()));
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

    /** The port that is served. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static void answer(HttpExchange exchange, boolean up) throws IOException {
        try (exchange) {
            byte[] body = (up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(up ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "health");
        thread.setDaemon(true);
        return thread;
    }
}
