package dev.attune.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.testing.Eventually;
import dev.attune.platform.testing.ChildJvm;
import dev.attune.platform.testing.LittleProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

class SupervisorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private Optional<Supervisor> running = Optional.empty();
    private Map<String, CompletableFuture<Void>> others = Map.of();
    private volatile Probe liveness = () -> true;
    private volatile Probe readiness = () -> true;

    @AfterEach
    void stop() {
        running.ifPresent(supervisor -> supervisor.stop(Duration.ofMillis(100)));
    }

    @Test
    void waitsForWhatOthersStart() throws InterruptedException {
        CompletableFuture<Void> bus = new CompletableFuture<>();
        others = Map.of("bus", bus);
        Supervisor supervisor = started(spec("stays", "needy", "bus"), spec("stays", "free"));
        Eventually.holds(
                PATIENCE,
                "the one without needs",
                () -> supervisor.status().getLast().state() == ProcessState.READY);
        assertThat(supervisor.status().getFirst().state()).isEqualTo(ProcessState.WAITING);
        bus.complete(null);
        supervisor.awaitReady(PATIENCE, name -> {});
        assertThat(supervisor.allReady()).isTrue();
    }

    @Test
    void startsWhatWasKilledAgain() throws InterruptedException {
        Supervisor supervisor = started(spec("stays", "one"));
        supervisor.awaitReady(PATIENCE, name -> {});
        long first = supervisor.status().getFirst().pid();
        ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
        ProcessStatus again = Eventually.get(
                PATIENCE,
                "a second start",
                () -> supervisor.status().stream()
                        .filter(status -> status.state() == ProcessState.READY && status.pid() != first)
                        .findFirst());
        assertThat(again.restarts()).isEqualTo(1);
        assertThat(new PidFiles(folder).read("one").map(ProcessIdentity::pid)).contains(again.pid());
    }

    @Test
    void endsAndStartsAgainWhatLivesButDoesNotAnswer() throws InterruptedException {
        Supervisor supervisor = started(spec("will-not-end", "one"));
        supervisor.awaitReady(PATIENCE, name -> {});
        long first = supervisor.status().getFirst().pid();
        liveness = () -> supervisor.status().getFirst().pid() != first;
        ProcessStatus again = Eventually.get(
                PATIENCE,
                "a second start",
                () -> supervisor.status().stream()
                        .filter(status -> status.state() == ProcessState.READY && status.pid() != first)
                        .findFirst());
        assertThat(again.restarts()).isEqualTo(1);
        assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void whatWasReadyAndIsNotNowIsDegradedUntilItIsAgain() throws InterruptedException {
        Supervisor supervisor = started(spec("stays", "one"));
        supervisor.awaitReady(PATIENCE, name -> {});
        readiness = () -> false;
        Eventually.holds(PATIENCE, "the trouble", () -> stateOf(supervisor) == ProcessState.DEGRADED);
        assertThat(supervisor.allReady()).isFalse();
        readiness = () -> true;
        Eventually.holds(PATIENCE, "its end", () -> stateOf(supervisor) == ProcessState.READY);
        assertThat(supervisor.status().getFirst().restarts()).isZero();
    }

    private static ProcessState stateOf(Supervisor supervisor) {
        return supervisor.status().getFirst().state();
    }

    @Test
    void startsAfterWhatIsNeededAndStopsBeforeIt() throws InterruptedException, IOException {
        Supervisor supervisor = started(spec("stays", "needed"), spec("stays", "needing", "needed"));
        List<String> ready = new ArrayList<>();
        supervisor.awaitReady(PATIENCE, ready::add);
        supervisor.stop(GRACE);
        assertThat(ready).containsExactly("needed", "needing");
        assertThat(Files.readAllLines(LittleProcess.notes(folder)))
                .containsExactly("needed started", "needing started", "needing ended", "needed ended");
        assertThat(supervisor.status()).allMatch(status -> status.state() == ProcessState.STOPPED && status.pid() == 0);
    }

    @Test
    void killsWhatDoesNotEndWithinTheGrace() throws InterruptedException {
        Supervisor supervisor = started(spec("will-not-end", "one"));
        supervisor.awaitReady(PATIENCE, name -> {});
        ProcessHandle process =
                ProcessHandle.of(supervisor.status().getFirst().pid()).orElseThrow();
        supervisor.stop(Duration.ofMillis(200));
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void saysWhichProcessCannotBeStartedAndWhatItSaidLast() {
        Supervisor supervisor = started(spec("fails", "broken"));
        assertThatThrownBy(() -> supervisor.awaitReady(PATIENCE, name -> {}))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("broken ended 4 times before it was ready")
                .hasMessageContaining("this will never work");
    }

    @Test
    void whatEndsAgainAndAgainIsFailingWhileTheOthersRunAndIsWellOnceItsCauseIsGone()
            throws InterruptedException, IOException {
        Supervisor supervisor = started(spec("fails-until-mended", "broken"), spec("stays", "other"));
        List<String> ready = new ArrayList<>();
        assertThat(supervisor.awaitReady(PATIENCE, Set.of("broken"), ready::add))
                .singleElement(STRING)
                .startsWith("broken ended 4 times before it was ready; see ")
                .endsWith("which ends with: Caused by: java.io.IOException: the cause of it");
        assertThat(ready).containsExactly("other");
        Eventually.holds(PATIENCE, "it is failing", () -> stateOf(supervisor) == ProcessState.FAILING);
        assertThat(supervisor.status().getFirst().trouble())
                .matches("it ended with exit code 1, \\d times in a row; .*the cause of it");
        assertThat(supervisor.status().getLast().state()).isEqualTo(ProcessState.READY);
        assertThat(Files.size(folder.resolve("broken.log"))).isLessThan(10_000);

        Files.createFile(LittleProcess.mended(folder));
        Eventually.holds(PATIENCE, "it is mended", () -> stateOf(supervisor) == ProcessState.READY);
        assertThat(supervisor.status().getFirst().trouble()).isNull();
        assertThat(supervisor.allReady()).isTrue();
    }

    @Test
    void refusesACommandThatDoesNotCarryItsMark() {
        assertThatThrownBy(() -> ProcessSpec.of(
                        "one",
                        List.of("true"),
                        "mark",
                        Map.of(),
                        1,
                        List.of(),
                        () -> true,
                        ProcessSpec.Liveness.of(() -> true)))
                .hasMessageContaining("does not carry its mark");
    }

    private Supervisor started(ProcessSpec... specs) {
        Supervisor supervisor = new Supervisor(List.of(specs), others, folder, new PidFiles(folder), () -> {});
        running = Optional.of(supervisor);
        supervisor.start();
        return supervisor;
    }

    private ProcessSpec spec(String behaviour, String name, String... needs) {
        String mark = "-Dmark=" + name + "@" + folder;
        return new ProcessSpec(
                name,
                ChildJvm.command(mark, LittleProcess.class, behaviour, folder.toString(), name),
                mark,
                Map.of(),
                1,
                List.of(needs),
                () -> Files.exists(LittleProcess.ready(folder, name)) && readiness.ready(),
                new ProcessSpec.Liveness(() -> liveness.ready(), Duration.ofSeconds(2)),
                "TERM",
                () -> LittleProcess.ready(folder, name).toFile().delete());
    }
}
