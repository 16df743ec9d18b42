package dev.attune.cli.ring;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.platform.home.Home;
import dev.attune.platform.room.BusKeys;
import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A backup that is taken while people's ratings come in, put into an empty home, and that home started. The platform that is
 * backed up sends its traces, in which a click is followed through all rooms.
 */
class BackupIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String PASSWORD = "four plain words for backups";
    private static final int BATCH = 20;

    @TempDir
    Path folder;

    private final Map<String, String> ports = FreePorts.environment();

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        attune("home", "down");
        attune("restored", "down");
    }

    private final Map<String, String> more = new HashMap<>();

    @Test
    void holdsWhatWasAcknowledgedAndStartsInAnEmptyHome() throws Exception {
        try (TraceCollector collector = new TraceCollector()) {
            more.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
            // The only run is to be the one that is asked for.
            Path reward = Files.writeString(folder.resolve("reward.json"), "{\"minimumPreferences\": 1000000}");
            more.put("ATTUNE_REWARD_CONFIG", reward.toString());
            backUpUnderLoad(collector);
        }
    }

    private void backUpUnderLoad(TraceCollector collector) throws Exception {
        Path backup = folder.resolve("attune.backup");
        String said = succeeds("home", "up");
        ServiceClient admin = signedIn(said);
        String project = admin.project("Backup", "Prefer the correct answer.");
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean going = new AtomicBoolean(true);
        Thread people = Thread.ofVirtual().start(() -> rate(admin, project, acknowledged, going));
        Eventually.holds(PATIENCE, "some ratings", () -> acknowledged.get() >= 10 * BATCH);
        int before = acknowledged.get();
        succeeds("home", "backup", backup.toString());
        Eventually.holds(PATIENCE, "the home goes on", () -> acknowledged.get() > before + 5 * BATCH);
        going.set(false);
        people.join();
        int all = acknowledged.get();
        new ClickTrail(admin, URI.create("http://127.0.0.1:" + ports.get("ATTUNE_PORT_REGISTRY")), bus(), collector)
                .leadsToACheckpoint(project, List.of(PASSWORD, oneTimePassword(said), admin.token()));
        succeeds("home", "down");
        more.clear();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        refusesWhatIsDamaged(backup);
        succeeds("restored", "restore", backup.toString());
        assertThat(attune("restored", "restore", backup.toString()).output()).contains("holds a platform already");
        more.put(
                "ATTUNE_PPO_CONFIG",
                Files.writeString(folder.resolve("broken.json"), "{").toString());
        assertThat(succeeds("restored", "up"))
                .containsPattern("policy-trainer cannot start \\(it ended with exit code \\d, \\d times in a row; .*"
                        + "broken\\.json cannot be used.*\\); all else runs, and it is started again and again\\.");
        assertThat(succeeds("restored", "status")).containsPattern("policy-trainer +\\d+ FAILING");
        JsonNode progress = feedback()
                .signIn("admin", PASSWORD)
                .get("/api/projects/" + project + "/progress")
                .require(200);
        int held = progress.path("ratings").asInt();
        assertThat(held).isBetween(before, all);
        assertThat(eventIds(held)).hasSize(held);
    }

    private void refusesWhatIsDamaged(Path backup) throws IOException, InterruptedException {
        Path damaged = Files.copy(backup, folder.resolve("damaged.backup"));
        try (RandomAccessFile bytes = new RandomAccessFile(damaged.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            int old = bytes.read();
            bytes.seek(bytes.length() / 2);
            bytes.write(old ^ 0xff);
        }
        AttuneProcess refused = attune("restored", "restore", damaged.toString());
        assertThat(refused.output()).contains("damaged").contains("nothing was restored");
        assertThat(folder.resolve("restored/secrets")).doesNotExist();
        Path cut = folder.resolve("cut.backup");
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(backup), 100_000));
        assertThat(attune("restored", "restore", cut.toString()).output()).contains("is no whole backup");
    }

    private static void rate(ServiceClient admin, String project, AtomicInteger acknowledged, AtomicBoolean going) {
        try {
            while (going.get()) {
                int first = acknowledged.get();
                List<Map<String, Object>> pairs = IntStream.range(first, first + BATCH)
                        .mapToObj(BackupIT::pair)
                        .toList();
                Map<String, Object> body = Map.of("format", "trl", "publishPrompts", false, "pairs", pairs);
                JsonNode entered = admin.post(
                                "/api/projects/" + project + "/preferences",
                                body,
                                UUID.randomUUID().toString())
                        .require(200);
                assertThat(entered.path("rejected")).isEmpty();
                acknowledged.addAndGet(BATCH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> pair(int number) {
        return Map.of(
                "prompt",
                List.of(Map.of("role", "user", "content", "Is " + number + " a number?")),
                "chosen",
                "Yes.",
                "rejected",
                "No, " + number + " is a bird.");
    }

    /** Of the ratings on the bus, once there are as many as are wanted. */
    private Set<String> eventIds(int wanted) throws IOException, InterruptedException {
        Set<String> ids = new HashSet<>();
        for (int attempt = 0; attempt < 10 && ids.size() < wanted; attempt++) {
            ids.addAll(eventIds());
        }
        return ids;
    }

    private Set<String> eventIds() throws IOException, InterruptedException {
        Path file = folder.resolve("feedback.jsonl");
        succeeds(
                "restored",
                "tail",
                "attune.feedback",
                "--from-beginning",
                "--max",
                "100000",
                "--json",
                file.toString());
        Set<String> ids = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            ids.add(Json.MAPPER.readTree(line).at("/headers/ce_id").asText());
        }
        return ids;
    }

    private TestBus bus() {
        String servers = "127.0.0.1:" + ports.get("ATTUNE_PORT_KAFKA");
        BusKeys.beOperator(new Home(folder.resolve("home")), servers);
        return new TestBus(servers);
    }

    private static String oneTimePassword(String said) {
        Matcher once = Pattern.compile("one-time password (\\S+)").matcher(said);
        assertThat(once.find()).as(said).isTrue();
        return once.group(1);
    }

    private ServiceClient signedIn(String said) throws InterruptedException {
        String once = oneTimePassword(said);
        ServiceClient first = feedback().signIn("admin", once);
        first.post("/api/session/password", Map.of("current", once, "next", PASSWORD), "")
                .accepted();
        return feedback().signIn("admin", PASSWORD);
    }

    private ServiceClient feedback() {
        return ServiceClient.patient(URI.create("http://127.0.0.1:" + ports.get("ATTUNE_PORT_FEEDBACK")));
    }

    private String succeeds(String home, String... arguments) throws IOException, InterruptedException {
        AttuneProcess process = attune(home, arguments);
        assertThat(process.await(PATIENCE)).as(process.output()).isZero();
        return process.output();
    }

    private AttuneProcess attune(String home, String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(ports);
        environment.putAll(more);
        environment.put("ATTUNE_HOME", folder.resolve(home).toString());
        AttuneProcess process = AttuneProcess.start(environment, _ -> {}, arguments);
        process.await(PATIENCE);
        return process;
    }
}
