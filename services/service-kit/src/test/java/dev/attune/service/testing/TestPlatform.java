package dev.attune.service.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.contracts.testing.TestKeys;

/** What a service needs around it: a broker, token keys and, if it records, a PostgreSQL. */
public final class TestPlatform implements AutoCloseable {

    private final Path directory;
    private final TestKeys keys;
    private final TestBroker broker;
    private final @Nullable TestDatabase database;

    private TestPlatform(Path directory, boolean withDatabase) throws IOException {
        this.directory = directory;
        this.keys = TestKeys.write(directory);
        this.broker = TestBroker.start(Files.createDirectory(directory.resolve("kafka")));
        this.database = withDatabase ? TestDatabase.start(directory.resolve("postgres")) : null;
    }

    /** The platform of a recording service. */
    public static TestPlatform start() {
        return start(true);
    }

    /** The platform of a service that keeps nothing. */
    public static TestPlatform startWithoutDatabase() {
        return start(false);
    }

    private static TestPlatform start(boolean withDatabase) {
        try {
            return new TestPlatform(Files.createTempDirectory("attune-test"), withDatabase);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a test may put files of its own. */
    public Path directory() {
        return directory;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public TestKeys keys() {
        return keys;
    }

    public TestBroker broker() {
        return broker;
    }

    public TestDatabase database() {
        return Objects.requireNonNull(database, "This platform has no database.");
    }

    /** The settings of a service in this process. */
    public Map<String, String> settings() {
        Map<String, String> settings = servers();
        settings.put("mp.jwt.verify.publickey.location", keys.publicKeyFile().toString());
        return settings;
    }

    /** The settings of a service in a process of its own, as the environment variables that operators use. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        servers()
                .forEach((setting, value) ->
                        environment.put(setting.replace('.', '_').toUpperCase(Locale.ROOT), value));
        environment.put("ATTUNE_TOKEN_PUBLIC_KEY", keys.publicKeyFile().toString());
        return environment;
    }

    private Map<String, String> servers() {
        Map<String, String> servers = new HashMap<>(database == null ? Map.of() : database.settings());
        servers.put("kafka.bootstrap.servers", bootstrapServers());
        return servers;
    }

    @Override
    public void close() {
        broker.close();
        if (database != null) {
            database.close();
        }
        // PostgreSQL may write a last file while it ends.
        Eventually.holds(Duration.ofSeconds(20), directory + " is deleted", () -> delete(directory));
    }

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
}
