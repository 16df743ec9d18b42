package dev.attune.policy.job;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.name.RunId;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkerSettingsTest {

    private static final Map<String, String> LEAST =
            Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9492", "ATTUNE_ARTIFACTS", "artifacts");

    @TempDir
    Path directory;

    @Test
    void defaultsHold() {
        WorkerSettings settings = WorkerSettings.of(LEAST);
        assertThat(settings.healthPort()).isEqualTo(8484);
        assertThat(settings.home()).isEqualTo(Path.of(".attune"));
        assertThat(settings.configuration()).isEqualTo(PpoConfig.defaults());
        assertThat(settings.judge()).isEmpty();
    }

    @Test
    void everyVariableIsRead() throws IOException {
        Path config = Files.writeString(directory.resolve("ppo.json"), "{\"updates\": 7}");
        WorkerSettings settings = WorkerSettings.of(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "ATTUNE_ARTIFACTS", "store",
                "ATTUNE_HOME", "home",
                "ATTUNE_HEALTH_PORT", "9",
                "ATTUNE_PPO_CONFIG", config.toString(),
                "ATTUNE_EVALUATION_JUDGE", "http://judge/verdicts"));
        assertThat(settings.bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(settings.artifacts()).isEqualTo(Path.of("store"));
        assertThat(RunFolder.below(settings.home(), new RunId("run-1"))).isEqualTo(Path.of("home", "runs", "run-1"));
        assertThat(settings.healthPort()).isEqualTo(9);
        assertThat(settings.configuration().rounds().updates()).isEqualTo(7);
        assertThat(settings.judge()).contains(URI.create("http://judge/verdicts"));
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertRefused(Map.of(), "KAFKA_BOOTSTRAP_SERVERS is not set");
        assertRefused(with("ATTUNE_HEALTH_PORT", "x"), "ATTUNE_HEALTH_PORT must be a port number but is x");
        assertRefused(
                with("ATTUNE_EVALUATION_JUDGE", "nobody"), "ATTUNE_EVALUATION_JUDGE must be an http or https URL");
        assertRefused(with("ATTUNE_PPO_CONFIG", "absent.json"), "absent.json");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(name, value);
        return environment;
    }

    private static void assertRefused(Map<String, String> environment, String part) {
        assertThatThrownBy(() -> WorkerSettings.of(environment))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining(part);
    }
}
