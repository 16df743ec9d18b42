package dev.attune.worker.bus;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class FrozenRunTest {

    private static final String OLD = "{\"runId\":\"run-1\",\"inputs\":[{\"topic\":\"attune.prompts\",\"partition\":0,"
            + "\"from\":0,\"until\":12}],\"details\":{\"base\":\"base-1\"}}";

    @Test
    void whatOlderWorkersFrozeIsReadAsNotBegun() throws JsonProcessingException {
        FrozenRun run = Json.MAPPER.readValue(OLD, FrozenRun.class);
        assertThat(run)
                .isEqualTo(new FrozenRun(
                        "run-1", List.of(new OffsetRange("attune.prompts", 0, 0, 12)), Map.of("base", "base-1")));
        assertThat(run.attempts()).isZero();
        assertThat(Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(run))).isEqualTo(Json.MAPPER.readTree(OLD));
    }

    @Test
    void attemptsAreKeptBesideTheDetails() throws JsonProcessingException {
        FrozenRun begun = Json.MAPPER.readValue(OLD, FrozenRun.class).withAttempts(4);
        FrozenRun read = Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(begun), FrozenRun.class);
        assertThat(read).isEqualTo(begun);
        assertThat(read.attempts()).isEqualTo(4);
        assertThat(read.details()).containsEntry("base", "base-1");
        assertThat(read.withAttempts(0).attempts()).isZero();
        assertThat(read.reached()).isZero();
        assertThat(read.withReached(12).reached()).isEqualTo(12);
        assertThat(new FrozenRun("run", List.of(), Map.of("attempts", "many")).attempts())
                .isZero();
    }
}
