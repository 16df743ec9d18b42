package dev.attune.reward.job;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkerSettingsTest {

    @TempDir
    Path directory;

    @Test
    void theEnvironmentHasDefaultsWhereThereCanBeAny() {
        WorkerSettings settings =
                WorkerSettings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9492", "ATTUNE_ARTIFACTS", "artifacts"));
        assertThat(settings)
                .isEqualTo(new WorkerSettings(
                        "127.0.0.1:9492", Path.of("artifacts"), Path.of(".attune"), 8483, "attune-reward-model"));
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertThatThrownBy(() -> WorkerSettings.of(Map.of("ATTUNE_ARTIFACTS", "a")))
                .hasMessage("The environment variable KAFKA_BOOTSTRAP_SERVERS is not set.");
        assertThatThrownBy(() -> WorkerSettings.of(
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", "b", "ATTUNE_ARTIFACTS", "a", "ATTUNE_HEALTH_PORT", "99999")))
                .hasMessage("ATTUNE_HEALTH_PORT must be a port number but is 99999.");
    }
}
