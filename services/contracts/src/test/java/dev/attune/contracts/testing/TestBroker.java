package dev.attune.contracts.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.Bus;

/**
 * A real Kafka (KRaft, one node) in the test's process, with Attune's topics. It can be stopped and started again on the
 * same port and data.
 */
public final class TestBroker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TestBroker.class.getName());

    private final Properties settings;
    private final String bootstrapServers;
    private @Nullable KafkaRaftServer server;

    private TestBroker(Properties settings, String bootstrapServers) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts a fresh broker that keeps its data under an empty directory. */
    public static TestBroker start(Path directory) {
        List<Integer> ports = LoopbackPorts.several(2);
        int port = ports.getFirst();
        int controllerPort = ports.getLast();
        format(directory);
        // Without these a broker that gives up would end the tests without a word.
        Exit.setExitProcedure((code, message) -> LOG.log(Level.ERROR, "The broker gave up with " + code + message));
        Exit.setHaltProcedure((code, message) -> LOG.log(Level.ERROR, "The broker halted with " + code + message));
        TestBroker broker = new TestBroker(settings(directory, port, controllerPort), "127.0.0.1:" + port);
        broker.startAgain();
        Bus.createTopics(broker.bootstrapServers, (short) 1);
        return broker;
    }

    public synchronized void startAgain() {
        if (server == null) {
            server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
            server.startup();
        }
    }

    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        stop();
    }

    private static Properties settings(Path directory, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", directory.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.backoff.ms", "1000");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        return settings;
    }

    private static void format(Path directory) {
        try {
            Formatter formatter = new Formatter();
            formatter.setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            formatter.setClusterId(Uuid.randomUuid().toString());
            formatter.setNodeId(1);
            formatter.addDirectory(directory.toString());
            formatter.setMetadataLogDirectory(directory.toString());
            formatter.setControllerListenerName("CONTROLLER");
            formatter.setReleaseVersion(MetadataVersion.latestProduction());
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("The broker's directory " + directory + " could not be formatted", e);
        }
    }
}
