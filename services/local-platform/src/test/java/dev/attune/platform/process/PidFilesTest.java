package dev.attune.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.testing.Eventually;
import dev.attune.platform.testing.ChildJvm;
import dev.attune.platform.testing.LittleProcess;

import static org.assertj.core.api.Assertions.assertThat;

class PidFilesTest {

    private static final Duration GRACE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private PidFiles pids;
    private Process process;

    @BeforeEach
    void startAProcess() {
        pids = new PidFiles(folder);
        process = ChildJvm.start(
                ChildJvm.command("-Dmark=mine", LittleProcess.class, "stays", folder.toString(), "little"),
                folder.resolve("output"));
        Eventually.holds(GRACE, "start", () -> Files.exists(LittleProcess.ready(folder, "little")));
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void endsTheProcessThatItsFileIdentifies() throws InterruptedException {
        pids.write(ProcessIdentity.of("little", process.toHandle(), "-Dmark=mine"));
        assertThat(pids.running()).containsExactly("little");
        assertThat(pids.stopStale(GRACE)).containsExactly("little");
        assertThat(process.waitFor(1, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(pids.read("little")).isEmpty();
    }

    @Test
    void leavesAProcessWithTheSameNumberButAnotherStartAlone() {
        ProcessIdentity real = ProcessIdentity.of("little", process.toHandle(), "-Dmark=mine");
        pids.write(new ProcessIdentity("little", real.pid(), real.startMillis() - 60_000, real.mark()));
        assertThat(pids.stopStale(GRACE)).isEmpty();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void leavesAProcessWithAnotherCommandLineAlone() {
        pids.write(ProcessIdentity.of("little", process.toHandle(), "-Dmark=another"));
        assertThat(pids.stopStale(GRACE)).isEmpty();
        assertThat(process.isAlive()).isTrue();
        assertThat(pids.read("little")).isEmpty();
    }

    @Test
    void aFileThatACrashCutShortIdentifiesNothing() throws IOException {
        Files.writeString(folder.resolve("little.pid"), "{\"name\":\"little\",\"pid\":");
        assertThat(pids.stopStale(GRACE)).isEmpty();
        assertThat(process.isAlive()).isTrue();
    }
}
