package dev.attune.worker.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingOptionsTest {

    private static final SupervisedTuningConfig DEFAULTS = SupervisedTuningConfig.defaults();

    @TempDir
    Path directory;

    @Test
    void optionsAreStrongerThanTheFileAndTheFileThanTheDefaults() throws IOException {
        Path file = Files.writeString(
                directory.resolve("config.json"), "{\"epochs\": 3, \"optimisation\": {\"learningRate\": 0.5}}");
        SupervisedTuningConfig read = SettingOptions.read(
                DEFAULTS, file, Map.of("optimisation.learningRate", "0.25", "tuning.method", "full"));
        assertThat(read.batches().epochs()).isEqualTo(3);
        assertThat(read.training().optimisation().adam().learningRate()).isEqualTo(0.25);
        assertThat(read.training().tuning().method()).isEqualTo(Tuning.Method.FULL);
        assertThat(read.batches().batchSequences()).isEqualTo(DEFAULTS.batches().batchSequences());
    }

    @Test
    void namesAnUnknownSetting() {
        assertThatThrownBy(() -> SettingOptions.read(DEFAULTS, null, Map.of("optimisation.speed", "3")))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("unknown-setting"))
                .hasMessageContaining("optimisation.speed");
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Path list = Files.writeString(directory.resolve("list.json"), "[1]");
        assertThatThrownBy(() -> SettingOptions.read(DEFAULTS, list, Map.of()))
                .hasMessageContaining("is no JSON object");
        assertThatThrownBy(() -> SettingOptions.read(DEFAULTS, directory.resolve("none.json"), Map.of()))
                .hasMessageContaining("there is no such file");
    }
}
