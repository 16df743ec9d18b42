package dev.attune.platform.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

import dev.attune.contracts.error.ErrorCategory;

/**
 * A Kafka broker and its KRaft controller inside this process, on the loopback address, with data that outlives it.
 *
 * <p>An acknowledged record is on the disk: there is no second broker that could have it when the machine loses its power.
 */
public final class KafkaBroker implements AutoCloseable {

    /** The platform's name for it. */
    public static final String NAME = "kafka";

    private static final Logger LOG = Logger.getLogger(KafkaBroker.class.getName());
    private static final int NODE_ID = 1;
    private static final String CONTROLLER = "CONTROLLER";
    private static final String BUS = "BUS";

    /** What is the same in every home. */
    private static final String SETTINGS = "kafka.properties";

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts on the data of {@code directory}, which is formatted on first use.
     *
     * @param users who may sign in; nobody else may do anything
     * @param onFatal told a sentence when the broker gives up by itself, for example because its disk is full; without
     *     it the broker would end this process with all that it supervises left behind
     */
    public static KafkaBroker start(
            Path directory, int port, int controllerPort, BrokerUsers users, Consumer<String> onFatal) {
        Exit.setHaltProcedure((code, message) -> gaveUp(onFatal, code, message));
        Exit.setExitProcedure((code, message) -> gaveUp(onFatal, code, message));
        try {
            Path data = directory.resolve("data");
            Files.createDirectories(data);
            format(directory, data);
            KafkaConfig config = new KafkaConfig(settings(data, port, controllerPort, users), false);
            return new KafkaBroker(started(new KafkaRaftServer(config, Time.SYSTEM)), port);
        } catch (IOException | RuntimeException e) {
            throw ErrorCategory.RESOURCES.error(
                    "broker-not-started",
                    "Kafka could not be started on " + directory + " and port " + port + ": " + reason(e) + ".",
                    e);
        }
    }

    private static KafkaRaftServer started(KafkaRaftServer server) {
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    /** Address for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Ends the broker; a second call does nothing. */
    @Override
    public void close() {
        server.shutdown();
    }

    /** The cluster id is kept first, so that a crash while formatting is repaired by formatting again. */
    private static void format(Path directory, Path data) throws IOException {
        Path kept = directory.resolve("cluster-id");
        if (!Files.exists(kept)) {
            Path temporary = directory.resolve("cluster-id.new");
            Files.writeString(temporary, Uuid.randomUuid().toString());
            Files.move(temporary, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setNodeId(NODE_ID)
                .setClusterId(Files.readString(kept).trim())
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName(CONTROLLER)
                .setIgnoreFormatted(true);
        try {
            formatter.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static Properties settings(Path data, int port, int controllerPort, BrokerUsers users) throws IOException {
        Properties all = new Properties();
        try (InputStream in = KafkaBroker.class.getResourceAsStream(SETTINGS)) {
            all.load(Objects.requireNonNull(in, SETTINGS));
        }
        all.putAll(identity(data, port, controllerPort));
        all.putAll(users.broker());
        all.putAll(users.listener(BUS));
        all.putAll(users.listener(CONTROLLER));
        return all;
    }

    private static Map<String, String> identity(Path data, int port, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                CONTROLLER,
                "listeners",
                BUS + "://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                BUS + "://127.0.0.1:" + port,
                "inter.broker.listener.name",
                BUS,
                "listener.security.protocol.map",
                BUS + ":SASL_PLAINTEXT," + CONTROLLER + ":SASL_PLAINTEXT",
                "log.dirs",
                data.toString());
    }

    private static void gaveUp(Consumer<String> onFatal, int code, String message) {
        String sentence = "Kafka gave up with code " + code + (message == null ? "" : ": " + message);
        LOG.log(Level.SEVERE, sentence);
        onFatal.accept(sentence);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
