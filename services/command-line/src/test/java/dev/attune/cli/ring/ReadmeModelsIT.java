package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs those of the README's commands that need no platform, in their order, as a reader would; ReadmeRingIT runs the others. */
class ReadmeModelsIT {

    @TempDir
    Path folder;

    @Test
    void everyCommandOfTheReadmeThatNeedsNoPlatformWorks() throws IOException, InterruptedException {
        ReadersFolder reader = new ReadersFolder(folder);
        List<String> commands = ReadersFolder.readme().stream()
                .filter(ReadersFolder::needsNoPlatform)
                .toList();
        assertThat(commands).hasSizeGreaterThan(20);
        for (String command : commands) {
            reader.succeeds(command);
        }
        assertThat(reader.succeeds("./attune generate --model smollm2-135m-instruct --temperature 0"
                        + " --prompt \"What is the capital of France?\""))
                .contains("Paris");
        assertThat(folder.resolve("home/run/supervisor.pid"))
                .as("no platform was started")
                .doesNotExist();
    }
}
