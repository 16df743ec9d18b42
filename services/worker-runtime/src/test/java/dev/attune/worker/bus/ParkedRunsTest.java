package dev.attune.worker.bus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ParkedRunsTest {

    @TempDir
    Path folder;

    @Test
    void oneThatCannotBeReadIsPutAsideAndTheOthersGoOn() throws IOException {
        ParkedRuns parked = new ParkedRuns(folder.resolve("parked"));
        FrozenRun run = new FrozenRun("ppo-1", List.of(), Map.of("text", "a plan")).withAttempts(2);
        parked.keep(run);
        Files.writeString(folder.resolve("parked/ppo-0.json"), "{");

        assertThat(parked.all()).containsExactly(run);
        assertThat(folder.resolve("parked/ppo-0.json.unreadable")).exists();
        assertThat(parked.holds("ppo-0")).isFalse();
        assertThat(parked.holds("ppo-1")).isTrue();

        parked.remove("ppo-1");
        assertThat(parked.all()).isEmpty();
    }
}
