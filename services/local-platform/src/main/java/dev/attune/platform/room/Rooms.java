package dev.attune.platform.room;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.attune.contracts.bus.BusAccess;
import dev.attune.platform.broker.KafkaBroker;
import dev.attune.platform.database.PostgresServer;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Secrets;
import dev.attune.platform.process.Probe;
import dev.attune.platform.process.ProcessSpec;
import dev.attune.platform.status.Ports;

/** The services and workers as processes: what each is started with. */
public record Rooms(PlatformSettings settings, Secrets secrets, PostgresServer postgres) {
    /** Schemas (and roles) that PostgreSQL must have for them. */
    public static final List<String> SCHEMAS = List.of("feedback", "registry");

    /** Where cores are few, people's requests come before training: a third of the weight. */
    private static final List<String> YIELDING =
            Files.isExecutable(Path.of("/usr/bin/nice")) ? List.of("/usr/bin/nice", "-n", "5") : List.of();

    /** People can rate and ask without them: when they cannot start, the others run. */
    public static final Set<String> DISPENSABLE =
            Set.of(RoomMain.REWARD_MODEL.folder(), RoomMain.POLICY_TRAINER.folder());

    private static final String FEEDBACK = "feedback-service";
    private static final String REGISTRY = "registry-service";
    private static final String INFERENCE = "inference-service";

    public List<ProcessSpec> specs() {
        Ports ports = settings.ports();
        Map<String, String> signing = new HashMap<>(rooms(ports));
        signing.put("ATTUNE_TOKEN_PRIVATE_KEY", secrets.privateKey().toString());
        signing.put("ATTUNE_SECRETS_KEYS_FILE", secrets.encryptionKey().toString());
        signing.put(
                "ATTUNE_FIRST_ADMINISTRATOR_FILE",
                settings.home().firstAdministrator().toString());
        signing.put("ATTUNE_UPLOADS_DIRECTORY", settings.home().uploads().toString());
        signing.put("ATTUNE_FEEDBACK_REGISTRY", local(ports.registry()));
        signing.put("ATTUNE_FEEDBACK_INFERENCE", local(ports.inference()));
        return List.of(
                databaseService(FEEDBACK, "feedback", ports.feedback(), signing),
                databaseService(REGISTRY, "registry", ports.registry(), Map.of()),
                service(INFERENCE, "512m", ports.inference(), List.of(KafkaBroker.NAME), Map.of()),
                worker(RoomMain.REWARD_MODEL, ports.reward()),
                worker(RoomMain.POLICY_TRAINER, ports.policy()));
    }

    /** Where feedback-service asks for the health that it shows. */
    private static Map<String, String> rooms(Ports ports) {
        return Map.of(
                "ATTUNE_FEEDBACK_ROOMS_REGISTRY", local(ports.registry()),
                "ATTUNE_FEEDBACK_ROOMS_INFERENCE", local(ports.inference()),
                "ATTUNE_FEEDBACK_ROOMS_REWARD", local(ports.reward()),
                "ATTUNE_FEEDBACK_ROOMS_POLICY", local(ports.policy()));
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }

    private ProcessSpec databaseService(String name, String schema, int port, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(schema));
        environment.put("QUARKUS_DATASOURCE_USERNAME", schema);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password(schema));
        return service(name, "256m", port, List.of(KafkaBroker.NAME, PostgresServer.NAME), environment);
    }

    private ProcessSpec service(String name, String heap, int port, List<String> needs, Map<String, String> more) {
        String mark = mark(name);
        Map<String, String> environment = shared(name);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.putAll(more);
        // Where people rate is worth a compiler that takes its time; the others are asked now and then.
        boolean quickStart = !name.equals(FEEDBACK);
        List<String> command = settings.installation().service("services/" + name, jvm(name, heap, quickStart));
        return ProcessSpec.of(name, command, mark, environment, port, needs, ready(port), live(port));
    }

    private ProcessSpec worker(RoomMain room, int port) {
        String name = room.folder();
        String mark = mark(name);
        Map<String, String> environment = shared(name);
        environment.put("ATTUNE_HEALTH_PORT", String.valueOf(port));
        List<String> command = new ArrayList<>(YIELDING);
        command.addAll(
                settings.installation().plainMain(name, room.mainClass(), jvm(name, "768m", false), List.of("worker")));
        return ProcessSpec.of(
                name, command, mark, environment, port, List.of(KafkaBroker.NAME), ready(port), live(port));
    }

    private Map<String, String> shared(String name) {
        Home home = settings.home();
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + settings.ports().kafka());
        environment.put(BusAccess.VARIABLE, new BusKeys(home, secrets).of(name).toString());
        environment.put("ATTUNE_HOME", home.directory().toString());
        environment.put("ATTUNE_ARTIFACTS", home.artifacts().toString());
        environment.put("ATTUNE_TOKEN_PUBLIC_KEY", secrets.publicKey().toString());
        // glibc keeps an arena per thread and core, which native tensor memory turns into hundreds of MiB.
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.putAll(settings.environment());
        return environment;
    }

    /** Small heaps and a collector without threads of its own; a service without hot loops compiles quickly instead of well. */
    private List<String> jvm(String name, String heap, boolean quickStart) {
        List<String> options = new ArrayList<>(List.of(
                mark(name),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                // One that crashes again and again overwrites its report, and leaves no core.
                "-XX:ErrorFile=" + settings.home().logs().resolve(name + "-crash.txt"),
                "-XX:-CreateCoredumpOnCrash"));
        if (quickStart) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        return options;
    }

    private String mark(String name) {
        return "-Dattune.process=" + name + "@" + settings.home().directory();
    }

    private static ProcessSpec.Liveness live(int port) {
        return ProcessSpec.Liveness.http(URI.create("http://127.0.0.1:" + port + "/q/health/live"));
    }

    private static Probe ready(int port) {
        return Probe.http(URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
    }
}
