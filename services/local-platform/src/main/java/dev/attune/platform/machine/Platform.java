package dev.attune.platform.machine;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.BusAccess;
import dev.attune.platform.aot.StartCaches;
import dev.attune.platform.broker.BrokerKeeper;
import dev.attune.platform.broker.KafkaBroker;
import dev.attune.platform.database.PostgresServer;
import dev.attune.platform.home.FirstAdministrator;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Secrets;
import dev.attune.platform.model.HeaderReader;
import dev.attune.platform.model.LanguageModelHeaders;
import dev.attune.platform.model.ModelFolders;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.ProcessIdentity;
import dev.attune.platform.process.ProcessMemory;
import dev.attune.platform.process.ProcessSpec;
import dev.attune.platform.process.ProcessState;
import dev.attune.platform.process.ProcessStatus;
import dev.attune.platform.process.Supervisor;
import dev.attune.platform.room.BusKeys;
import dev.attune.platform.room.PlatformSettings;
import dev.attune.platform.room.RoomProcess;
import dev.attune.platform.room.Rooms;
import dev.attune.platform.status.PlatformStatus;

/**
 * One machine's platform: Kafka in this process; PostgreSQL, the services and the workers as child processes that are
 * restarted when they die. {@link #start} returns when all are ready; {@link #close} stops them in reverse order. All
 * data stays in the home, and the next start goes on with it.
 */
public final class Platform implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Platform.class.getName());
    private static final String SUPERVISOR = "supervisor";
    /** Each waits for programs and files, so that none may wait for another's end. */
    private static final Executor TASKS =
            task -> Thread.ofVirtual().name("start-platform").start(task);

    /** What a program has loaded it writes down when it ends. */
    private static final Duration GRACE_TO_RECORD = Duration.ofMinutes(2);

    private static final Duration GRACE = Duration.ofSeconds(20);
    /** What a killed supervisor left has been told to end already, and loses nothing when it is killed: people wait. */
    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(3);

    /** What a broker must find free to be started again after it gave up. */
    private static final long NEEDED_BY_BROKER = 64L << 20;

    private static final String WITHOUT = " All else runs, and it is started again and again.";

    private final PlatformSettings settings;
    private final RoomList rooms;
    private final HeaderReader headers;
    private final PlatformLock lock;
    private final PidFiles pids;
    private final Instant startedAt = Instant.now();
    /** Not this object's own monitor: {@link #close} holds that while processes report that they ended. */
    private final Object statusFile = new Object();

    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile PlatformStatus.Phase phase = PlatformStatus.Phase.STARTING;
    private volatile @Nullable String failure;
    private volatile @Nullable BrokerKeeper broker;
    private volatile @Nullable Supervisor supervisor;
    private volatile String base = "";

    /** The processes that run beside Kafka and PostgreSQL. */
    @FunctionalInterface
    interface RoomList {
        List<ProcessSpec> specs(PlatformSettings settings, Secrets secrets, PostgresServer postgres);
    }

    private Platform(PlatformSettings settings, RoomList rooms, HeaderReader headers, PlatformLock lock) {
        this.settings = settings;
        this.rooms = rooms;
        this.headers = headers;
        this.lock = lock;
        this.pids = new PidFiles(settings.home().run());
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param progress told a short line for each thing that became ready
     * @throws dev.attune.contracts.error.AttuneException with a sentence, after everything that had started was stopped again
     */
    public static Platform start(PlatformSettings settings, Consumer<String> progress) {
        HeaderReader headers = new LanguageModelHeaders(new RoomProcess(settings.installation(), settings.home()));
        return start(
                settings, (with, secrets, postgres) -> new Rooms(with, secrets, postgres).specs(), headers, progress);
    }

    /** Starts with other processes than the repository's services and workers. */
    static Platform start(PlatformSettings settings, RoomList rooms, HeaderReader headers, Consumer<String> progress) {
        settings.home().prepare();
        Platform platform = new Platform(settings, rooms, headers, PlatformLock.take(settings.home()));
        Thread atExit = new Thread(platform::close, "stop-platform");
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
            platform.bringUp(progress);
            return platform;
        } catch (RuntimeException e) {
            platform.fail(String.valueOf(e.getMessage()));
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            platform.fail("The start was interrupted.");
            throw new IllegalStateException("Interrupted while starting the platform", e);
        }
    }

    private void bringUp(Consumer<String> progress) throws InterruptedException {
        Home home = settings.home();
        List<String> stale = pids.stopStale(LEFTOVER_GRACE);
        if (!stale.isEmpty()) {
            progress.accept("ended what an earlier platform left running: " + String.join(", ", stale));
        }
        settings.ports().requireFree();
        pids.write(ProcessIdentity.of(SUPERVISOR, ProcessHandle.current(), "java"));
        publishStatus();

        Secrets secrets = new Secrets(home.secrets());
        BusKeys keys = new BusKeys(home, secrets);
        PreparedBus prepared = PreparedBus.of(home);
        CompletableFuture<Void> bus =
                prepared.isCurrent() ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
        CompletableFuture<Supervisor> starting =
                CompletableFuture.supplyAsync(() -> startChildren(secrets, bus), TASKS);
        try {
            startBroker(keys);
            prepared.keep();
        } catch (RuntimeException e) {
            starting.exceptionally(failed -> null).join();
            throw e;
        }
        bus.complete(null);
        progress.accept("kafka " + sinceStart());

        Supervisor children = join(starting);
        CompletableFuture<String> publishing = CompletableFuture.supplyAsync(
                () -> new BaseModelPublisher(
                                bootstrapServers(),
                                new DirectoryArtifactStore(home.artifacts()),
                                ModelFolders.of(home, settings.installation()),
                                headers)
                        .publish(settings.model()),
                TASKS);
        publishing.exceptionally(failed -> {
            children.giveUp();
            return "";
        });
        List<String> missing = children.awaitReady(
                settings.startTime(), Rooms.DISPENSABLE, name -> progress.accept(name + " " + sinceStart()));
        missing.forEach(sentence -> progress.accept(sentence + WITHOUT));
        base = join(publishing);
        to(PlatformStatus.Phase.READY);
    }

    /**
     * Beside the broker: what it waits for after a crash is the time in which the others load their classes.
     *
     * @param bus done when the broker has the topics and rights that the rooms need; a client waits for a broker that is
     *     not there yet, but gives up on one that does not know it
     */
    private Supervisor startChildren(Secrets secrets, CompletableFuture<Void> bus) {
        Home home = settings.home();
        PostgresServer postgres =
                new PostgresServer(home.postgres(), settings.ports().postgres(), secrets, Rooms.SCHEMAS);
        CompletableFuture<List<ProcessSpec>> roomSpecs =
                CompletableFuture.supplyAsync(() -> rooms.specs(settings, secrets, postgres), TASKS);
        List<ProcessSpec> specs = new ArrayList<>(List.of(postgres.prepare()));
        specs.addAll(join(roomSpecs));
        Supervisor children =
                new Supervisor(specs, Map.of(KafkaBroker.NAME, bus), home.logs(), pids, this::publishStatus);
        supervisor = children;
        children.start();
        return children;
    }

    private void startBroker(BusKeys keys) {
        Home home = settings.home();
        broker = BrokerKeeper.start(
                onFatal -> KafkaBroker.start(
                        home.kafka(), settings.ports().kafka(), settings.ports().controller(), keys.users(), onFatal),
                home::freeBytes,
                NEEDED_BY_BROKER,
                this::publishStatus);
        BusAccess.use(bootstrapServers(), keys.of(BusKeys.OPERATOR));
        Bus.createTopics(bootstrapServers(), (short) 1);
        Bus.grantRights(bootstrapServers());
    }

    /** The page, which is also the feedback service's REST root. */
    public URI feedback() {
        return local(settings.ports().feedback());
    }

    public URI registry() {
        return local(settings.ports().registry());
    }

    public URI inference() {
        return local(settings.ports().inference());
    }

    /** Kafka's address for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.ports().kafka();
    }

    public Home home() {
        return settings.home();
    }

    /** Id of the base checkpoint that this start published or found published; empty when it went on with the home's. */
    public String baseCheckpointId() {
        return base;
    }

    /** The first administrator's one-time password; see {@link FirstAdministrator#oneTimePassword}. */
    public java.util.Optional<String> oneTimePassword() {
        return FirstAdministrator.oneTimePassword(settings.home());
    }

    /** Every process, Kafka first; Kafka's pid is this process's. */
    public List<ProcessStatus> processes() {
        List<ProcessStatus> all = new ArrayList<>();
        all.add(brokerStatus(broker));
        Supervisor children = supervisor;
        if (children != null) {
            all.addAll(children.status());
        }
        return all;
    }

    private ProcessStatus brokerStatus(@Nullable BrokerKeeper kafka) {
        boolean up = kafka != null && kafka.isUp();
        ProcessState down = kafka == null ? ProcessState.STARTING : ProcessState.RESTARTING;
        String trouble = kafka == null ? "" : kafka.trouble();
        return new ProcessStatus(
                KafkaBroker.NAME,
                kafka == null ? 0 : ProcessHandle.current().pid(),
                up ? ProcessState.READY : down,
                settings.ports().kafka(),
                startedAt,
                kafka == null ? 0 : kafka.restarts(),
                trouble.isEmpty() ? null : trouble);
    }

    /** Whether every process is ready at this moment. */
    public boolean allReady() {
        Supervisor children = supervisor;
        BrokerKeeper kafka = broker;
        return kafka != null && kafka.isUp() && children != null && children.allReady();
    }

    /** What ends again and again, and why; the platform runs without. */
    public List<ProcessStatus> failing() {
        return processes().stream()
                .filter(process -> process.state() == ProcessState.FAILING)
                .toList();
    }

    /** Memory of this process and all its children, in MiB. */
    public static long memoryMb() {
        return ProcessMemory.ofTree(ProcessHandle.current().pid());
    }

    /** Returns when the platform was closed. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Stops the processes in reverse order, then Kafka; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (phase == PlatformStatus.Phase.STOPPED || phase == PlatformStatus.Phase.FAILED) {
            return;
        }
        to(PlatformStatus.Phase.STOPPING);
        stopAll();
        to(failure == null ? PlatformStatus.Phase.STOPPED : PlatformStatus.Phase.FAILED);
        lock.close();
        ended.countDown();
    }

    private void stopAll() {
        Supervisor children = supervisor;
        if (children != null) {
            children.stop(StartCaches.isRecording() ? GRACE_TO_RECORD : GRACE);
        }
        BrokerKeeper kafka = broker;
        if (kafka != null) {
            kafka.close();
        }
        pids.remove(SUPERVISOR);
        LOG.info("all processes have ended");
    }

    private void fail(String sentence) {
        failure = sentence;
        close();
    }

    private void to(PlatformStatus.Phase next) {
        phase = next;
        publishStatus();
    }

    private void publishStatus() {
        synchronized (statusFile) {
            new PlatformStatus(ProcessHandle.current().pid(), phase, failure, settings.ports(), processes())
                    .write(settings.home().status());
        }
    }

    private String sinceStart() {
        return String.format(
                "%.1f s", Duration.between(startedAt, Instant.now()).toMillis() / 1000.0);
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
