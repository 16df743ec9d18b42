package dev.attune.contracts.bus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Facts stay for ever, dead letters for a time; topics of earlier versions learn it at the next start. */
class TopicSettingsTest {

    private static final String NINETY_DAYS = String.valueOf(Duration.ofDays(90).toMillis());

    @TempDir
    Path directory;

    @Test
    void deadLettersAreKeptForATimeAlsoOnTopicsThatWereThereBefore() throws Exception {
        try (TestBroker broker = TestBroker.start(directory);
                Admin admin = Bus.admin(broker.bootstrapServers())) {
            assertThat(retention(admin, Topics.deadLetters(Topics.PROMPTS))).isEqualTo(NINETY_DAYS);
            assertThat(retention(admin, Topics.PROMPTS)).isEqualTo("-1");
            assertThat(retention(admin, Topics.EXCHANGES))
                    .isEqualTo(String.valueOf(Duration.ofDays(30).toMillis()));
            admin.incrementalAlterConfigs(Map.of(
                            resource(Topics.deadLetters(Topics.JOBS)),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, "-1"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();

            Bus.createTopics(broker.bootstrapServers(), (short) 1);

            assertThat(retention(admin, Topics.deadLetters(Topics.JOBS))).isEqualTo(NINETY_DAYS);
        }
    }

    @Test
    void theTimeCanBeSet() {
        assertThat(TopicSettings.keepDeadLetters(null)).isEqualTo(Duration.ofDays(90));
        assertThat(TopicSettings.keepDeadLetters(" P7D ")).isEqualTo(Duration.ofDays(7));
        for (String wrong : List.of("90", "PT0S", "P-1D", "for ever")) {
            assertThatThrownBy(() -> TopicSettings.keepDeadLetters(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ATTUNE_KEEP_DEAD_LETTERS must be a time such as P90D but is " + wrong + ".");
        }
    }

    private static String retention(Admin admin, String topic) throws Exception {
        ConfigResource resource = resource(topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return Objects.requireNonNull(Objects.requireNonNull(config).get(TopicConfig.RETENTION_MS_CONFIG))
                .value();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
