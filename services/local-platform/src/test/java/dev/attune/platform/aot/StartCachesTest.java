package dev.attune.platform.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StartCachesTest {

    private static final List<String> COMMAND = List.of("java", "-Xmx256m", "-cp", "a.jar", "Main");

    @TempDir
    Path root;

    @Test
    void aProgramWithoutACacheStartsAsItIs() {
        assertThat(StartCaches.of(root).with("room", COMMAND)).isEqualTo(COMMAND);
    }

    @Test
    void aCacheIsNamedToTheJavaOfItsProgramOnly() throws IOException {
        StartCaches caches = StartCaches.of(root);
        Files.createDirectories(caches.folder());
        Path cache = Files.createFile(caches.cache("room"));
        assertThat(caches.with("room", COMMAND)).as("of an unknown build").isEqualTo(COMMAND);
        caches.keep(caches.build());
        List<String> command = caches.with("room", COMMAND);
        assertThat(command).startsWith("java").contains("-XX:AOTCache=" + cache).endsWith("-cp", "a.jar", "Main");
        assertThat(caches.with("other", COMMAND)).isEqualTo(COMMAND);
    }

    @Test
    void anotherBuildWantsOthers() throws IOException {
        Path target = Files.createDirectories(root.resolve("services/room/target"));
        Path jar = Files.writeString(target.resolve("room-1.jar"), "first");
        StartCaches caches = StartCaches.of(root);
        Files.createDirectories(caches.folder());
        Files.createFile(caches.cache("room"));
        assertThat(caches.areCurrent()).isFalse();
        caches.keep(caches.build());
        assertThat(caches.areCurrent()).isTrue();
        assertThat(caches.areUsedBy("room")).isTrue();
        Files.writeString(jar, "the second");
        assertThat(caches.areCurrent()).isFalse();
        assertThat(caches.areUsedBy("room")).isFalse();
    }
}
