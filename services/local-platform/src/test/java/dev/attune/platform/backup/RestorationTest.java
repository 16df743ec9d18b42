package dev.attune.platform.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;
import dev.attune.platform.home.Home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Backups that somebody made or changed by hand. */
class RestorationTest {

    @TempDir
    Path folder;

    @Test
    void writesNoMoreOfAnEntryThanTheBackupSays() throws IOException {
        byte[] zeros = new byte[64 << 20]; // 64 kB in the file
        Path file = write(Map.of("artifacts/model", zeros), 10);

        assertThatThrownBy(() -> restoration().from(file))
                .hasMessageContaining("is damaged at artifacts/model; nothing was restored");
        assertThat(folder.resolve("home/artifacts")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"models/mine/config.json", "logs/a.log", "run/a.pid", "../outside", "/outside", "a/../../x"})
    void refusesEntriesThatNoBackupHas(String name) throws IOException {
        Path model = folder.resolve("home/models/mine/config.json");
        Files.createDirectories(model.getParent());
        Files.writeString(model, "mine");
        Path file = write(Map.of(name, new byte[] {1}), 1);

        assertThatThrownBy(() -> restoration().from(file)).hasMessageContaining("is damaged at " + name);
        assertThat(model).hasContent("mine");
        try (Stream<Path> beside = Files.list(folder)) {
            assertThat(beside).containsExactlyInAnyOrder(folder.resolve("home"), file);
        }
    }

    @Test
    void aBackupIsNotWrittenIntoTheHomeThatItIsOf() throws IOException {
        Home home = new Home(Files.createDirectories(folder.resolve("home")));
        Path link = Files.createSymbolicLink(folder.resolve("link"), home.directory());

        for (Path inside : new Path[] {home.directory().resolve("b.backup"), link.resolve("b.backup")}) {
            assertThatThrownBy(() -> new Backup(home, 1).to(inside, line -> {}))
                    .hasMessageContaining(inside + " lies inside ATTUNE_HOME");
        }
    }

    private Restoration restoration() {
        return new Restoration(new Home(folder.resolve("home")));
    }

    /** A backup's file whose manifest says {@code bytes} for each entry. */
    private Path write(Map<String, byte[]> entries, long bytes) throws IOException {
        Path file = folder.resolve("a.backup");
        Map<String, BackupManifest.Held> held = new TreeMap<>();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                held.put(entry.getKey(), new BackupManifest.Held(bytes, Sha256.of(entry.getValue())));
            }
            zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
            zip.write(Json.MAPPER.writeValueAsBytes(
                    new BackupManifest(BackupManifest.FORMAT, Instant.parse("2026-11-28T10:00:00Z"), held)));
        }
        return file;
    }
}
