package dev.attune.inference.messaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StartedPromptsTest {

    private static final String BOOT = "first";

    @TempDir
    Path folder;

    @Test
    void countsTheEndsOfProcesses() {
        process().started(List.of("other", "bad"));
        for (int process = 0; process < 3; process++) {
            StartedPrompts started = process();
            assertThat(started.ends("bad")).isEqualTo(process);
            started.started(List.of("good"));
            started.finished(List.of("good"));
            started.started(List.of("bad")); // and the process ends
        }
        assertThat(process().ends("bad")).isEqualTo(StartedPrompts.ENDS);
        assertThat(process().isSuspect("good")).isFalse();
    }

    @Test
    void whatWasAnsweredWithOthersIsSuspectedOnly() {
        for (int process = 0; process < 5; process++) {
            process().started(List.of("a", "b"));
        }
        StartedPrompts next = process();
        assertThat(next.isSuspect("a")).isTrue();
        assertThat(next.ends("a")).isZero();
        next.started(List.of("a"));
        next.finished(List.of("a"));
        assertThat(process().isSuspect("a")).isFalse();
        assertThat(process().isSuspect("b")).isTrue();
    }

    @Test
    void anEndOnPurposeDoesNotCountEvenIfItIsNotWaitedFor() {
        StartedPrompts started = process();
        started.started(List.of("a"));
        started.stopping();
        started.started(List.of("b")); // and the process is killed, since that takes too long
        assertThat(process().isSuspect("a")).isFalse();
        assertThat(process().isSuspect("b")).isFalse();
    }

    @Test
    void theMachinesEndDoesNotCount() {
        process().started(List.of("a"));
        process().started(List.of("a"));
        StartedPrompts rebooted = new StartedPrompts(file(), "second");
        assertThat(rebooted.isSuspect("a")).isTrue();
        assertThat(rebooted.ends("a")).isZero();
        assertThat(process().ends("a")).isEqualTo(1);
    }

    @Test
    void knowsWhatAKilledProcessDid() throws Exception {
        new StartedPrompts(file()).started(List.of("good", "bad"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Answering.class.getName(),
                        file().toString())
                .redirectErrorStream(true)
                .start();
        try (var said = process.inputReader()) {
            assertThat(said.lines().anyMatch("answering"::equals)).isTrue();
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        StartedPrompts next = new StartedPrompts(file());
        assertThat(next.ends("bad")).isEqualTo(1);
        assertThat(next.ends("good")).isZero();
        assertThat(next.isSuspect("good")).isTrue();
    }

    /** A process that answers a prompt until it is killed. */
    static final class Answering {

        private Answering() {}

        public static void main(String[] arguments) throws InterruptedException {
            new StartedPrompts(Path.of(arguments[0])).started(List.of("bad"));
            System.out.println("answering");
            TimeUnit.MINUTES.sleep(1);
        }
    }

    @Test
    void livesWithAFileThatIsNone() throws Exception {
        Files.writeString(file(), "x\n1\n1 RUNNING y\n99999 AGAIN a\n2 WAITING b c\n");
        assertThat(process().ends("b c")).isEqualTo(2);
        assertThat(process().isSuspect("a")).isFalse();
    }

    private StartedPrompts process() {
        return new StartedPrompts(file(), BOOT);
    }

    private Path file() {
        return folder.resolve("started");
    }
}
