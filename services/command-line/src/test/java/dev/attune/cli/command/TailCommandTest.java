package dev.attune.cli.command;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TailCommandTest {

    @Test
    void everyRecordIsOneLineOfJsonWhateverItHolds() throws Exception {
        assertThat(data("{\"a\":1}").path("data").path("a").asInt()).isEqualTo(1);
        assertThat(data(null).path("data").isNull()).isTrue();
        assertThat(data("").path("data").asText()).isEmpty();
        assertThat(data("no json").path("data").asText()).isEqualTo("no json");
        assertThat(data("{\"a\":1}{\"a\":2}").path("data").asText()).isEqualTo("{\"a\":1}{\"a\":2}");
        assertThat(data("{\"a\":\"half \\ud83d\"}").path("data").path("a").asText())
                .isEqualTo("half \ud83d");
        assertThat(line(new byte[] {(byte) 0xE9, 'x'}).path("data_base64").binaryValue())
                .containsExactly(0xE9, 'x');
        ConsumerRecord<String, byte[]> bare = new ConsumerRecord<>("attune.prompts", 0, 7, null, new byte[] {'1'});
        bare.headers().add("empty", null);
        JsonNode line = new ObjectMapper().readTree(TailCommand.whole(bare));
        assertThat(line.path("key").isNull()).isTrue();
        assertThat(line.path("headers").path("empty").isNull()).isTrue();
    }

    private static JsonNode data(@Nullable String value) throws Exception {
        return line(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Through UTF-8, as a file or a pipe takes it. */
    private static JsonNode line(byte @Nullable [] value) throws Exception {
        String text = TailCommand.whole(new ConsumerRecord<>("attune.prompts", 0, 7, "key", value));
        assertThat(text).doesNotContain("\n");
        return new ObjectMapper().readTree(text.getBytes(StandardCharsets.UTF_8));
    }
}
