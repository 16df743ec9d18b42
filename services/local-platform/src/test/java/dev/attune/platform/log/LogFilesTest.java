package dev.attune.platform.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogFilesTest {

    @TempDir
    Path folder;

    @Test
    void aLargeLogIsPutAsideAndTheOldestOfThreeIsDropped() throws IOException {
        Path log = folder.resolve("one.log");
        for (int i = 1; i <= 5; i++) {
            Files.writeString(log, "content " + i);
            LogFiles.putAside(log);
        }
        assertThat(log).doesNotExist();
        assertThat(folder.resolve("one.log.1")).hasContent("content 5");
        assertThat(folder.resolve("one.log.3")).hasContent("content 3");
        assertThat(folder.resolve("one.log.4")).doesNotExist();
    }

    @Test
    void theLastLinesAreThoseAtTheEnd() throws IOException {
        Path log = Files.writeString(folder.resolve("one.log"), "a\nb\nc\n");
        assertThat(LogFiles.lastLines(log, 2)).containsExactly("b", "c");
        assertThat(LogFiles.lastLines(folder.resolve("none.log"), 2)).isEmpty();
    }
}
