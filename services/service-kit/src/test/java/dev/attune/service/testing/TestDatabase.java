package dev.attune.service.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.testing.LoopbackPorts;

/** A PostgreSQL that can be stopped and started again on the same port and data. */
public final class TestDatabase implements AutoCloseable {

    private final Path data;
    private final int port;
    private @Nullable EmbeddedPostgres server;

    private TestDatabase(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** Starts a server that keeps its data under {@code directory}. */
    public static TestDatabase start(Path directory) throws IOException {
        TestDatabase database = new TestDatabase(directory, LoopbackPorts.one());
        database.startAgain();
        return database;
    }

    /** Where a service finds it. */
    public Map<String, String> settings() {
        return Map.of(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres");
    }

    public synchronized void startAgain() throws IOException {
        if (server == null) {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .start();
        }
    }

    public synchronized void stop() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
