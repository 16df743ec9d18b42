package dev.attune.contracts.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged Quarkus service as a process of its own; what it says is in {@code target/packaged-service.log}. */
public final class PackagedProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);

    private final Process process;
    private final int port;

    private PackagedProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts what {@code target/quarkus-app} holds, on a free port, and waits until it is ready. */
    public static PackagedProcess start(List<String> javaOptions, Map<String, String> environment) throws IOException {
        int port = LoopbackPorts.one();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target", "packaged-service.log")));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        PackagedProcess service = new PackagedProcess(builder.start(), port);
        try (HttpClient client = HttpClient.newHttpClient()) {
            Eventually.holds(START, "the packaged service is ready", () -> service.ready(client));
        }
        return service;
    }

    public int port() {
        return port;
    }

    /** As {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
    }

    private boolean ready(HttpClient client) {
        if (!process.isAlive()) {
            throw new AssertionError(
                    "The packaged service ended with " + process.exitValue() + "; see target/packaged-service.log.");
        }
        URI health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        try {
            HttpRequest request = HttpRequest.newBuilder(health).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted while the packaged service started.", e);
        }
    }
}
