package dev.attune.platform.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FirstAdministratorTest {

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void prepare() {
        home = new Home(folder.resolve("home"));
        home.prepare(0);
    }

    @Test
    void aPasswordIsReadAsOftenAsItIsAskedFor() throws IOException {
        assertThat(FirstAdministrator.oneTimePassword(home)).isEmpty();
        Files.writeString(home.firstAdministrator(), "a-password\n");

        assertThat(FirstAdministrator.oneTimePassword(home)).contains("a-password");
        assertThat(FirstAdministrator.oneTimePassword(home)).contains("a-password");
    }

    @Test
    void aResetIsDoneWhenTheServiceHasTakenTheRequest() throws IOException, InterruptedException {
        assertThat(FirstAdministrator.awaitReset(home, Duration.ZERO)).isTrue();
        FirstAdministrator.requestReset(home);
        FirstAdministrator.requestReset(home);

        assertThat(FirstAdministrator.awaitReset(home, Duration.ofMillis(1))).isFalse();
        Files.delete(home.secrets().resolve("first-administrator.reset"));
        assertThat(FirstAdministrator.awaitReset(home, Duration.ofMillis(1))).isTrue();
    }
}
