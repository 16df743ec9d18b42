package dev.attune.platform.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.ProcessIdentity;
import dev.attune.platform.process.ProcessState;
import dev.attune.platform.process.ProcessStatus;
import dev.attune.platform.room.PlatformSettings;
import dev.attune.platform.status.PlatformStatus;
import dev.attune.platform.status.Ports;
import dev.attune.platform.testing.ChildJvm;
import dev.attune.platform.testing.FreePorts;
import dev.attune.platform.testing.HandMadeModel;
import dev.attune.platform.testing.LittleProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

class PlatformIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final Ports ports = FreePorts.ports();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        new PidFiles(settings().home().run()).stopStale(Duration.ofSeconds(5));
    }

    @Test
    void whatASupervisorStartedEndsWithItAlsoWhenItIsKilledAndTheNextStartGoesOnWithItsData() throws Exception {
        Process first = supervisor();
        List<Long> left = List.of(pid("postgres"), pid("room"));
        assertThat(left).allMatch(PlatformIT::alive);
        first.destroyForcibly().waitFor();
        Eventually.holds(
                PATIENCE, "their end by themselves", () -> left.stream().noneMatch(PlatformIT::alive));

        long killedAt = System.nanoTime();
        try (Platform platform = start()) {
            System.out.println("the platform was back "
                    + Duration.ofNanos(System.nanoTime() - killedAt).toMillis() + " ms after its supervisor's kill -9");
            assertThat(platform.allReady()).isTrue();
            // Said once by the killed platform, and not again by this one.
            assertThat(events(platform, Topics.CHECKPOINTS))
                    .singleElement()
                    .isInstanceOfSatisfying(CheckpointPublished.class, base -> {
                        assertThat(base.name()).isEqualTo("attune-tiny");
                        assertThat(base.checkpointId()).startsWith("base-");
                    });
            assertThat(events(platform, Topics.PROMOTIONS))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Promoted.class,
                            promoted -> assertThat(promoted.channel()).isEqualTo("production"));
        }
    }

    @Test
    void anotherModelThatIsAskedForIsPublishedAndServed() {
        HandMadeModel.write(folder.resolve("root/language-model/models/attune-tiny"));
        try (Platform platform =
                Platform.start(settings(), PlatformProcess::rooms, HandMadeModel::headers, line -> {})) {
            assertThat(platform.baseCheckpointId()).startsWith("base-");
        }
        Path other = HandMadeModel.write(folder.resolve("root/language-model/models/other"));
        assertThat(other.resolve("tokenizer.json").toFile().delete()).isTrue();
        assertThatThrownBy(() -> Platform.start(
                                settings().withModel("other"),
                                PlatformProcess::rooms,
                                HandMadeModel::headers,
                                line -> {})
                        .close())
                .hasMessageContaining("tokenizer.json is missing");
        write(other.resolve("tokenizer.json"), "{\"another\":1}");
        try (Platform platform = Platform.start(
                settings().withModel("other"), PlatformProcess::rooms, HandMadeModel::headers, line -> {})) {
            assertThat(events(platform, Topics.CHECKPOINTS)).hasSize(2);
            assertThat(events(platform, Topics.PROMOTIONS))
                    .last()
                    .isInstanceOfSatisfying(
                            Promoted.class,
                            promoted -> assertThat(promoted.checkpointId()).isEqualTo(platform.baseCheckpointId()));
        }
    }

    @Test
    void aSecondPlatformInTheSameHomeIsRefused() {
        HandMadeModel.write(folder.resolve("root/language-model/models/attune-tiny"));
        try (Platform platform =
                Platform.start(settings(), PlatformProcess::rooms, HandMadeModel::headers, line -> {})) {
            assertThat(platform.processes())
                    .extracting(ProcessStatus::name)
                    .containsExactly("kafka", "postgres", "room");
            assertThatThrownBy(() ->
                            Platform.start(settings(), PlatformProcess::rooms, HandMadeModel::headers, line -> {}))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("A platform already runs in ATTUNE_HOME");
            assertThat(platform.allReady()).isTrue();
        }
        assertThat(PlatformStatus.read(settings().home().status()).map(PlatformStatus::phase))
                .contains(PlatformStatus.Phase.STOPPED);
        assertThat(new PidFiles(settings().home().run()).read("room")).isEmpty();
    }

    @Test
    void aTrainerThatCannotStartIsToldAndKeepsNobodyFromTheRest() throws IOException {
        HandMadeModel.write(folder.resolve("root/language-model/models/attune-tiny"));
        List<String> progress = new ArrayList<>();
        try (Platform platform = Platform.start(
                settings(), PlatformProcess::roomsWithABrokenTrainer, HandMadeModel::headers, progress::add)) {
            assertThat(progress)
                    .filteredOn(line -> line.startsWith("reward-model"))
                    .singleElement(STRING)
                    .startsWith("reward-model ended 4 times before it was ready; see ")
                    .contains("the cause of it")
                    .endsWith("All else runs, and it is started again and again.");
            assertThat(platform.processes())
                    .filteredOn(process -> process.state() == ProcessState.READY)
                    .extracting(ProcessStatus::name)
                    .containsExactly("kafka", "postgres", "room");
            Eventually.holds(
                    PATIENCE,
                    "it is failing",
                    () -> platform.failing().stream()
                            .anyMatch(process -> process.name().equals("reward-model")));
            Files.createFile(LittleProcess.mended(settings().home().run()));
            Eventually.holds(PATIENCE, "it is mended", platform::allReady);
        }
    }

    @Test
    void aTakenPortIsNamedBeforeAnythingIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(ports.registry(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() ->
                            Platform.start(settings(), PlatformProcess::rooms, HandMadeModel::headers, line -> {}))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " of registry is taken by process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("--port-registry or ATTUNE_PORT_REGISTRY");
        }
        Optional<PlatformStatus> status = PlatformStatus.read(settings().home().status());
        assertThat(status.map(PlatformStatus::phase)).contains(PlatformStatus.Phase.FAILED);
        assertThat(status.map(PlatformStatus::failure).orElse("")).contains("Port " + ports.registry());
    }

    private Process supervisor() throws IOException {
        HandMadeModel.write(folder.resolve("root/language-model/models/attune-tiny"));
        Process process = ChildJvm.start(
                ChildJvm.command(
                        "-Dtest=supervisor",
                        PlatformProcess.class,
                        settings().home().directory().toString(),
                        folder.resolve("root").toString(),
                        Json.MAPPER.writeValueAsString(ports)),
                folder.resolve("supervisor.out"));
        started.add(process);
        Eventually.holds(
                PATIENCE,
                "the platform's start",
                () -> PlatformStatus.read(settings().home().status())
                        .filter(status -> status.phase() == PlatformStatus.Phase.READY)
                        .isPresent());
        return process;
    }

    private Platform start() {
        return Platform.start(settings(), PlatformProcess::rooms, HandMadeModel::headers, line -> {});
    }

    private PlatformSettings settings() {
        return PlatformProcess.settings(folder.resolve("home"), folder.resolve("root"), ports);
    }

    private long pid(String name) {
        return new PidFiles(settings().home().run())
                .read(name)
                .map(ProcessIdentity::pid)
                .orElseThrow();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static List<Event> events(Platform platform, String topic) {
        return TopicContents.read(platform.bootstrapServers(), topic);
    }

    private static void write(Path file, String text) {
        try {
            java.nio.file.Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
