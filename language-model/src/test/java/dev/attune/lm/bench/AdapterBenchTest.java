package dev.attune.lm.bench;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.attune.lm.model.Reference;

import static org.assertj.core.api.Assertions.assertThat;

/** The rows of {@code bench adapters}, on the smallest model. */
class AdapterBenchTest {
    @Test
    void rowsWithAdaptersOfTheirOwnAreTimedAndAreEachAlone() throws Exception {
        Path model = Reference.modelDirectory();
        Path kept;
        try (AdapterDirectory adapters = AdapterDirectory.write(model)) {
            kept = adapters.path();
            String both = model + " " + adapters.path();
            JsonNode rows = new Bench(PeerPackages.of(), 1, new PrintWriter(new StringWriter()))
                    .run(
                            List.of(
                                    ours(RowsMeasurement.class, "FLOAT32 " + both + " 4 3 1"),
                                    ours(SwitchMeasurement.class, both + " 50"),
                                    ours(TasksMeasurement.class, both + " 2")),
                            false);
            JsonNode speeds = rows.get(0).path("tokensPerSecond");
            assertThat(speeds).hasSize(4).allMatch(speed -> speed.asDouble() > 0);
            assertThat(rows.get(0).path("differentToOne").asDouble()).isPositive();
            assertThat(rows.get(1).path("microseconds")).hasSize(4).allMatch(time -> time.asDouble() > 0);
            assertThat(rows.get(1).path("fileBytes").asLong()).isPositive();
            JsonNode alone = rows.get(2).path("againstEachAlone");
            assertThat(alone.path("of").asInt()).isEqualTo(64);
            assertThat(alone.path("equalAnswers").asInt()).isEqualTo(64);
            assertThat(alone.path("furthestLogProbability").asDouble()).isLessThan(1e-4);
        }
        assertThat(Files.exists(kept)).isFalse();
    }

    private static Workload ours(Class<?> main, String arguments) {
        return new Workload(
                "row", "unit", Workload.Better.MORE, main, List.of(List.of(arguments.split(" "))), "", List.of());
    }
}
