package dev.attune.contracts.bus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BusAccessTest {

    private static final String BUS = "kafka.example:9093";

    @TempDir
    Path folder;

    @Test
    void everyClientSaysWhoItIs() throws IOException {
        Path file = folder.resolve("client.properties");
        Files.writeString(file, """
                # as Kafka's own tools read it
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="a" password="b\\
                c";
                ssl.truststore.location=/etc/attune/ca.p12
                """);
        BusAccess.use(BUS, file);

        assertThat(Bus.connection(BUS))
                .containsEntry("bootstrap.servers", BUS)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("ssl.truststore.location", "/etc/attune/ca.p12");
        assertThat(Bus.producer(BUS, "")).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(Bus.consumer(BUS, "group"))
                .hasEntrySatisfying(
                        "sasl.jaas.config",
                        login -> assertThat(String.valueOf(login)).endsWith("password=\"bc\";"));
        assertThat(BusAccess.of("another:9092", file.toString())).containsEntry("security.protocol", "SASL_SSL");
        assertThat(BusAccess.of("another:9092", null)).isEmpty();
        assertThat(BusAccess.of("another:9092", " ")).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        assertThatThrownBy(() ->
                        BusAccess.of("another:9092", folder.resolve("nowhere").toString()))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("KAFKA_CLIENT_PROPERTIES");
    }

    /** Each fact has one who says it; of runs two may, of checkpoints also the registry, which publishes approved tasks, and of evaluations feedback-service, where people judge. */
    @Test
    void eachTopicHasItsWriters() {
        assertThat(Topics.ALL)
                .allSatisfy(topic -> assertThat(BusUser.values())
                        .filteredOn(user -> user.topics().contains(topic.name()))
                        .hasSizeBetween(
                                1,
                                Set.of(Topics.CHECKPOINTS, Topics.EVALUATIONS).contains(topic.name()) ? 3 : 2));
        assertThat(BusUser.POLICY_TRAINER.topics()).doesNotContain(Topics.PROMOTIONS, Topics.JOBS, Topics.FEEDBACK);
        assertThat(BusUser.values())
                .filteredOn(user -> user.topics().contains(Topics.FEEDBACK))
                .containsExactly(BusUser.FEEDBACK_SERVICE);
        assertThat(BusUser.INFERENCE_SERVICE.topics())
                .containsExactlyInAnyOrder(
                        Topics.COMPLETIONS,
                        Topics.EXCHANGES,
                        Topics.deadLetters(Topics.ACCESS),
                        Topics.deadLetters(Topics.PROMPTS),
                        Topics.deadLetters(Topics.CHECKPOINTS),
                        Topics.deadLetters(Topics.PROMOTIONS));
        assertThat(BusUser.REWARD_MODEL.id()).isEqualTo("reward-model");
    }
}
