package dev.attune.platform.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.platform.home.Home;

import static org.assertj.core.api.Assertions.assertThat;

class PreparedBusTest {

    @TempDir
    Path folder;

    @Test
    void isKnownFromAnEarlierStartOfTheSameVersionOnTheSameData() throws IOException {
        Home home = new Home(folder);
        Path data = Files.createDirectories(home.kafka().resolve("data"));
        assertThat(PreparedBus.of(home).isCurrent()).isFalse();
        PreparedBus.of(home).keep();
        assertThat(PreparedBus.of(home).isCurrent()).isTrue();
        assertThat(new PreparedBus(PreparedBus.of(home).mark(), "of another version").isCurrent())
                .isFalse();
        Files.delete(data);
        assertThat(PreparedBus.of(home).isCurrent()).isFalse();
    }
}
