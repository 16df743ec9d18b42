package dev.attune.registry;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.restassured.response.Response;

import dev.attune.contracts.testing.Eventually;

import static io.restassured.RestAssured.given;

/** The packaged service as a process of its own, in the memory that it is given in operation. */
final class PackagedRegistry implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);

    private final Process process;
    private final int port;
    private final String token;

    private PackagedRegistry(Process process, int port, String token) {
        this.process = process;
        this.port = port;
        this.token = token;
    }

    static PackagedRegistry start(TestPlatform platform) throws IOException {
        int port = freePort();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        java.toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar").toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target", "packaged-registry.log")));
        builder.environment().putAll(platform.environment());
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        PackagedRegistry registry =
                new PackagedRegistry(builder.start(), port, platform.keys().token("engineer"));
        Eventually.holds(START, "the packaged registry is ready", registry::ready);
        return registry;
    }

    Response get(String path) {
        return given().port(port).auth().oauth2(token).get(path);
    }

    Response post(String path, Object body) {
        return given().port(port)
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new AssertionError(
                    "The packaged registry ended with " + process.exitValue() + "; see target/packaged-registry.log.");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected()
                    && given().port(port).get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
