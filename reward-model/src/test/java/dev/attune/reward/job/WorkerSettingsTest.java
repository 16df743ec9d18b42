package dev.attune.reward.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.settings.reward.RewardModelConfig;

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
                        "127.0.0.1:9492",
                        Path.of("artifacts"),
                        Path.of(".attune"),
                        8483,
                        RewardModelConfig.defaults(),
                        "attune-reward-model"));
    }

    @Test
    void aConfigurationFileReplacesSingleSettings() throws IOException {
        Path file =
                Files.writeString(directory.resolve("reward.json"), "{\"epochs\":4,\"optimisation\":{\"beta1\":0.8}}");
        WorkerSettings settings = WorkerSettings.of(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "b", "ATTUNE_ARTIFACTS", "a", "ATTUNE_REWARD_CONFIG", file.toString()));
        assertThat(settings.configuration().batches().epochs()).isEqualTo(4);
        assertThat(settings.configuration().training().optimisation().adam().beta1())
                .isEqualTo(0.8);
        assertThat(settings.configuration().batches().batchPairs())
                .isEqualTo(RewardModelConfig.defaults().batches().batchPairs());
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertThatThrownBy(() -> WorkerSettings.of(Map.of("ATTUNE_ARTIFACTS", "a")))
                .hasMessage("The environment variable KAFKA_BOOTSTRAP_SERVERS is not set.");
        assertThatThrownBy(() -> WorkerSettings.of(
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", "b", "ATTUNE_ARTIFACTS", "a", "ATTUNE_HEALTH_PORT", "99999")))
                .hasMessage("ATTUNE_HEALTH_PORT must be a port number but is 99999.");
        assertThatThrownBy(() -> WorkerSettings.of(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "b",
                        "ATTUNE_ARTIFACTS",
                        "a",
                        "ATTUNE_REWARD_CONFIG",
                        "absent.json")))
                .hasMessage(
                        "The configuration file absent.json cannot be used: there is no such file; give a file with one JSON object.");
    }
}
