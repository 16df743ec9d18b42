package dev.attune.contracts.bus;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.ErrorCategory;

/**
 * Who this process says it is on the bus, and how it knows the bus: Kafka's own client settings, such as {@code
 * security.protocol}, {@code sasl.jaas.config} and {@code ssl.truststore.location}, in a properties file. Every client of
 * ours takes them from here, so that a bus with SASL, TLS or both needs no other setting.
 */
public final class BusAccess {

    /** Environment variable that names the file, for each bus that {@link #use} was told no other for. */
    public static final String VARIABLE = "KAFKA_CLIENT_PROPERTIES";

    private static final Map<String, Map<String, String>> BY_ADDRESS = new ConcurrentHashMap<>();

    private BusAccess() {}

    /** From now on this process uses the settings of {@code file} at that address: that of a bus of its own. */
    public static void use(String bootstrapServers, Path file) {
        BY_ADDRESS.put(bootstrapServers, read(file));
    }

    /** The settings for a bus; empty for one that asks nobody who he is. */
    static Map<String, String> of(String bootstrapServers) {
        return of(bootstrapServers, System.getenv(VARIABLE));
    }

    static Map<String, String> of(String bootstrapServers, @Nullable String file) {
        Map<String, String> own = BY_ADDRESS.get(bootstrapServers);
        if (own != null) {
            return own;
        }
        return file == null || file.isBlank() ? Map.of() : read(Path.of(file));
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw ErrorCategory.RESOURCES.error(
                    "bus-access-unreadable",
                    "The settings for the bus in " + file + " (" + VARIABLE + ") cannot be read: " + e.getMessage()
                            + ".",
                    e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return Map.copyOf(settings);
    }
}
