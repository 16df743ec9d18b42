package dev.attune.feedback.rest.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.attune.contracts.testing.LoopbackPorts;

/** A Keycloak of its own Maven distribution, which {@code -Pkeycloak} unpacks, with the realm of {@code attune-realm.json}. */
final class KeycloakServer implements AutoCloseable {

    private static final Path PLACE = Path.of("target", "keycloak");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final int port;

    private KeycloakServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where the distribution lies, if it was unpacked. */
    static Optional<Path> distribution() {
        if (!Files.isDirectory(PLACE)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.walk(PLACE, 1, FileVisitOption.FOLLOW_LINKS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("bin/kc.sh")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KeycloakServer start(Path distribution) {
        try {
            Path realm =
                    Files.createDirectories(distribution.resolve("data/import")).resolve("attune-realm.json");
            Files.copy(
                    Objects.requireNonNull(KeycloakServer.class.getResourceAsStream("/keycloak/attune-realm.json")),
                    realm,
                    StandardCopyOption.REPLACE_EXISTING);
            int port = LoopbackPorts.one();
            ProcessBuilder builder = new ProcessBuilder(
                    distribution.resolve("bin/kc.sh").toString(),
                    "start-dev",
                    "--import-realm",
                    "--db=dev-mem",
                    "--health-enabled=false",
                    "--http-host=127.0.0.1",
                    "--http-port=" + port);
            builder.environment()
                    .putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS_KC_HEAP", "-Xmx512m"));
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(PLACE.resolve("keycloak.log").toFile())
                    .start();
            KeycloakServer server = new KeycloakServer(process, port);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            server.await();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/attune";
    }

    private void await() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Keycloak ended; see target/keycloak/keycloak.log");
                }
                if (answers(client)) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
            throw new IllegalStateException("Keycloak did not answer within " + PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean answers(HttpClient client) throws InterruptedException {
        try {
            URI address = URI.create(issuer() + "/.well-known/openid-configuration");
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** kc.sh replaces itself by Java, so that this ends all of it. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
