package dev.attune.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.contracts.testing.TestKeys;

/** What the registry needs around it: a broker, a PostgreSQL that can be stopped and started again, and token keys. */
final class TestPlatform implements AutoCloseable {

    private final Path directory;
    private final TestBroker broker;
    private final TestKeys keys;
    private final int postgresPort;
    private EmbeddedPostgres postgres;

    private TestPlatform(Path directory) throws IOException {
        this.directory = directory;
        this.keys = TestKeys.write(directory);
        this.broker = TestBroker.start(Files.createDirectory(directory.resolve("kafka")));
        this.postgresPort = freePort();
        this.postgres = postgres();
    }

    static TestPlatform start() {
        try {
            return new TestPlatform(Files.createTempDirectory("registry-test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stopPostgres() throws IOException {
        postgres.close();
    }

    void startPostgres() throws IOException {
        postgres = postgres();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    TestKeys keys() {
        return keys;
    }

    Path directory() {
        return directory;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres";
    }

    /** The settings of a registry on this platform, as environment variables. */
    Map<String, String> environment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                "QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", "postgres",
                "QUARKUS_DATASOURCE_PASSWORD", "postgres",
                "ATTUNE_TOKEN_PUBLIC_KEY", keys.publicKeyFile().toString());
    }

    @Override
    public void close() {
        broker.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.holds(Duration.ofSeconds(20), directory + " is deleted", () -> delete(directory));
    }

    /** PostgreSQL may write a last file while it ends. */
    private static boolean delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(postgresPort)
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
