package dev.attune.inference.messaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StartedPromptsTest {

    @TempDir
    Path folder;

    @Test
    void countsTheEndsOfProcesses() {
        for (int process = 0; process < 3; process++) {
            StartedPrompts started = process();
            assertThat(started.ends("bad")).isEqualTo(process);
            started.started(List.of("good"));
            started.finished(List.of("good"));
            started.started(List.of("bad")); // and the process ends
        }
        assertThat(process().ends("bad")).isEqualTo(StartedPrompts.ENDS);
        assertThat(process().ends("good")).isZero();
    }

    @Test
    void forgetsWhatWasAnsweredAfterAll() {
        process().started(List.of("a", "b"));
        StartedPrompts next = process();
        next.started(List.of("a"));
        next.finished(List.of("a"));
        assertThat(process().ends("a")).isZero();
        assertThat(process().ends("b")).isEqualTo(1);
    }

    @Test
    void anEndOnPurposeDoesNotCount() {
        StartedPrompts started = process();
        started.started(List.of("a"));
        started.stopped();
        assertThat(process().ends("a")).isZero();
    }

    @Test
    void livesWithAFileThatIsNone() throws Exception {
        Files.writeString(folder.resolve("started"), "x\n1\n99999 a\n2 b c\n");
        assertThat(process().ends("b c")).isEqualTo(2);
        assertThat(process().ends("a")).isZero();
    }

    private StartedPrompts process() {
        return new StartedPrompts(folder.resolve("started"));
    }
}
