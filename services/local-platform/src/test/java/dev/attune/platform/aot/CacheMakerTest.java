package dev.attune.platform.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CacheMakerTest {

    private static final String JARS = "a.jar:b.jar";

    @TempDir
    Path root;

    private StartCaches caches;

    @BeforeEach
    void some() throws IOException {
        caches = StartCaches.of(root);
        Files.createDirectories(caches.folder());
        Files.createFile(caches.cache("room"));
    }

    @Test
    void refusesClassesInFolders() {
        refuses("start-caches-need-jars", "a.jar:" + root, 0);
    }

    @Test
    void refusesADiskThatIsTooSmallAndKeepsWhatThereIs() {
        refuses("start-caches-need-space", JARS, Long.MAX_VALUE);
        assertThat(caches.cache("room")).exists();
    }

    @Test
    void refusesWhileAnotherMakesThem() throws IOException {
        CacheMaker first = CacheMaker.begin(caches, JARS, 0);
        refuses("start-caches-being-made", JARS, 0);
        first.close();
        first.close();
        CacheMaker.begin(caches, JARS, 0).close();
    }

    @Test
    void beginsWithoutEarlierOnesAndLeavesNoHome() throws IOException {
        CacheMaker maker = CacheMaker.begin(caches, JARS, 0);
        assertThat(caches.cache("room")).doesNotExist();
        Files.createDirectories(maker.home().resolve("run"));
        maker.close();
        assertThat(caches.folder()).doesNotExist();
        assertThat(caches.areCurrent()).isFalse();
    }

    private void refuses(String code, String classPath, long neededBytes) {
        assertThatExceptionOfType(AttuneException.class)
                .isThrownBy(() -> CacheMaker.begin(caches, classPath, neededBytes))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
