package dev.attune.platform.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HomeTest {

    @TempDir
    Path folder;

    @Test
    void makesItsFoldersAndKeepsSecretsToItself() throws IOException {
        Home home = new Home(folder.resolve("home"));
        home.prepare(0);
        home.prepare(0);
        assertThat(home.logs()).isDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets())))
                .isEqualTo("rwx------");
    }

    @Test
    void aHomeThatCannotBeWrittenIsNamedWithTheSetting() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThatThrownBy(() -> new Home(file.resolve("home")).prepare())
                .isInstanceOf(AttuneException.class)
                .hasMessageStartingWith("ATTUNE_HOME " + file.resolve("home") + " cannot be written")
                .hasMessageEndingWith("or set ATTUNE_HOME to another folder.");
    }

    @Test
    void aFullDiskIsNamedWithWhatIsFreeAndWhatIsNeeded() {
        assertThatThrownBy(() -> new Home(folder).prepare(Long.MAX_VALUE))
                .isInstanceOf(AttuneException.class)
                .hasMessageMatching("ATTUNE_HOME .* has \\d+ MiB free but needs \\d+ MiB; free space or set.*");
    }
}
