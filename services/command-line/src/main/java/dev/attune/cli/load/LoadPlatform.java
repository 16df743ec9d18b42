package dev.attune.cli.load;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.BusAccess;
import dev.attune.platform.broker.KafkaBroker;
import dev.attune.platform.database.PostgresServer;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Secrets;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.PortCheck;
import dev.attune.platform.process.ProcessSpec;
import dev.attune.platform.process.Supervisor;
import dev.attune.platform.room.BusKeys;
import dev.attune.platform.room.PlatformSettings;
import dev.attune.platform.room.Rooms;
import dev.attune.platform.status.Ports;

/**
 * What a rating passes through and nothing else: PostgreSQL, the broker in this process as in a supervisor's, and feedback-service as it is
 * started in operation, once or several times.
 */
final class LoadPlatform implements AutoCloseable {

    private static final String SERVICE = "feedback-service";
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(5);

    private final PlatformSettings settings;
    private final BusKeys keys;
    private final PostgresServer postgres;
    private final KafkaBroker broker;
    private final Supervisor children;
    private final List<Integer> ports;

    private LoadPlatform(
            PlatformSettings settings,
            BusKeys keys,
            PostgresServer postgres,
            KafkaBroker broker,
            Supervisor children,
            List<Integer> ports) {
        this.settings = settings;
        this.keys = keys;
        this.postgres = postgres;
        this.broker = broker;
        this.children = children;
        this.ports = ports;
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param instances of feedback-service
     * @param environment added to theirs
     */
    static LoadPlatform start(
            PlatformSettings settings, int instances, Map<String, String> environment, Consumer<String> progress)
            throws InterruptedException {
        Home home = settings.home();
        home.prepare();
        PidFiles pids = new PidFiles(home.run());
        pids.stopStale(LEFTOVER_GRACE);
        List<Integer> own = PortCheck.free(instances);
        Secrets secrets = new Secrets(home.secrets());
        BusKeys keys = new BusKeys(home, secrets);
        KafkaBroker broker = KafkaBroker.start(
                home.kafka(), settings.ports().kafka(), settings.ports().controller(), keys.users(), progress);
        PostgresServer postgres =
                new PostgresServer(home.postgres(), settings.ports().postgres(), secrets, Rooms.SCHEMAS);
        List<ProcessSpec> specs = new ArrayList<>(List.of(postgres.prepare()));
        for (int i = 0; i < instances; i++) {
            specs.add(service(settings.withEnvironment(environment), secrets, postgres, own.get(i), i + 1));
        }
        Supervisor children = new Supervisor(
                specs, Map.of(KafkaBroker.NAME, CompletableFuture.completedFuture(null)), home.logs(), pids, () -> {});
        LoadPlatform platform = new LoadPlatform(settings, keys, postgres, broker, children, own);
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop-load-platform"));
        BusAccess.use(broker.bootstrapServers(), platform.busKeys());
        Bus.createTopics(broker.bootstrapServers(), (short) 1);
        Bus.grantRights(broker.bootstrapServers());
        children.start();
        children.awaitReady(settings.startTime(), progress);
        return platform;
    }

    private static ProcessSpec service(
            PlatformSettings settings, Secrets secrets, PostgresServer postgres, int port, int number) {
        Ports all = settings.ports();
        Ports ports = new Ports(
                all.kafka(),
                all.controller(),
                all.postgres(),
                port,
                all.registry(),
                all.inference(),
                all.reward(),
                all.policy());
        PlatformSettings own = new PlatformSettings(
                settings.home(), settings.installation(), ports, null, settings.environment(), settings.startTime());
        ProcessSpec spec = new Rooms(own, secrets, postgres)
                .specs().stream()
                        .filter(each -> each.name().equals(SERVICE))
                        .findFirst()
                        .orElseThrow();
        return new ProcessSpec(
                SERVICE + "-" + number,
                spec.command(),
                spec.mark(),
                new HashMap<>(spec.environment()),
                port,
                spec.needs(),
                spec.probe(),
                spec.liveness(),
                spec.stopSignal(),
                spec.beforeStart());
    }

    /** Addresses of the instances. */
    List<URI> services() {
        return ports.stream()
                .map(port -> URI.create("http://127.0.0.1:" + port))
                .toList();
    }

    /** Process numbers of what runs, by what it is. */
    Map<String, Long> pids() {
        Map<String, Long> pids = new HashMap<>();
        children.status().forEach(child -> pids.put(child.name(), child.pid()));
        pids.put("bus", ProcessHandle.current().pid());
        return pids;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The file with which one reads the bus. */
    java.nio.file.Path busKeys() {
        return keys.of(BusKeys.OPERATOR);
    }

    Home home() {
        return settings.home();
    }

    /** A connection that may do everything; the caller closes it. */
    Connection database() throws SQLException {
        return postgres.connectAsOwner();
    }

    @Override
    public synchronized void close() {
        children.stop(GRACE);
        broker.close();
    }
}
