package dev.attune.feedback.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.testing.PackagedProcess;
import dev.attune.service.testing.TestPlatform;

/** The packaged service as a process of its own, which may be killed and started again on the same database. */
public final class RealService implements AutoCloseable {

    private static final String PASSWORD = "correct horse battery";

    private final TestPlatform platform = TestPlatform.start();
    private final List<PackagedProcess> started = new ArrayList<>();
    private final String encryptionKey = EncryptionKeys.draw();

    /** Where the database is. */
    public String url() {
        return platform.database().settings().getOrDefault("quarkus.datasource.jdbc.url", "");
    }

    public String bootstrapServers() {
        return platform.bootstrapServers();
    }

    /** Starts it, or starts it again. */
    public void start() {
        try {
            Map<String, String> environment = platform.environment();
            environment.put(
                    "SMALLRYE_JWT_SIGN_KEY_LOCATION",
                    platform.keys().writePrivateKey(platform.directory()).toString());
            environment.put(
                    "ATTUNE_FIRST_ADMINISTRATOR_FILE", firstAdministrator().toString());
            environment.put("ATTUNE_SECRETS_KEYS", encryptionKey);
            // The database has only just begun, and other tests may keep the machine busy.
            environment.put("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "60S");
            started.add(PackagedProcess.start(List.of("-Xmx384m"), environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}. */
    public void kill() {
        try {
            started.getLast().kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Api nobody() {
        return new Api(base(), null);
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + started.getLast().port() + "/");
    }

    /** The first administrator, with a password of its own from now on. */
    public Api administrator() {
        try {
            String oneTime = Files.readString(firstAdministrator()).strip();
            nobody().as("admin", oneTime).post("/api/session/password", Map.of("current", oneTime, "next", PASSWORD));
            return nobody().as("admin", PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new account with these roles, and its token. */
    public Api someone(Api administrator, String name, String... roles) {
        administrator.post(
                "/api/accounts", Map.of("name", name, "password", "given by somebody", "roles", List.of(roles)));
        nobody().as(name, "given by somebody")
                .post("/api/session/password", Map.of("current", "given by somebody", "next", PASSWORD));
        return nobody().as(name, PASSWORD);
    }

    /** The same person at the service that was started last. */
    public Api again(String name) {
        return nobody().as(name, PASSWORD);
    }

    /** The first column of the rows. */
    public List<String> query(String query) {
        try (Connection connection = connect();
                PreparedStatement prepared = connection.prepareStatement(query);
                ResultSet rows = prepared.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String statements) {
        try (Connection connection = connect();
                PreparedStatement prepared = connection.prepareStatement(statements)) {
            prepared.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    private Path firstAdministrator() {
        return platform.directory().resolve("first-administrator");
    }

    @Override
    public void close() {
        started.forEach(process -> {
            try {
                process.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        platform.close();
    }
}
