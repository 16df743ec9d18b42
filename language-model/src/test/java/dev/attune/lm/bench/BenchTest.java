package dev.attune.lm.bench;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BenchTest {
    /** A workload whose result is its argument. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] arguments) {
            if (arguments[0].equals("fail")) {
                System.err.println("the reason");
                System.exit(3);
            }
            System.out.println("a remark that is no result");
            System.out.println(Measurement.here(arguments[0], Double.parseDouble(arguments[0]), Measurement.noDetails())
                    .line());
        }
    }

    private final StringWriter progress = new StringWriter();

    @Test
    void theBestOfSeveralSettingsCountsAndWhatItIsIsSaid() throws Exception {
        JsonNode more = row(Workload.Better.MORE, "10", "30", "20");
        JsonNode less = row(Workload.Better.LESS, "10", "30", "20");

        assertThat(more.path("ours").asDouble()).isEqualTo(30);
        assertThat(more.path("ourSetting").asText()).isEqualTo("30");
        assertThat(more.path("ourMemoryMb").asLong()).isPositive();
        assertThat(more.has("ratio")).isFalse();
        assertThat(less.path("ours").asDouble()).isEqualTo(10);
    }

    @Test
    void aRatioAboveOneMeansThatWeAreBetterWhicheverWayIsBetter() {
        assertThat(Workload.Better.MORE.ratio(30, 10)).isEqualTo(3);
        assertThat(Workload.Better.LESS.ratio(2, 5)).isEqualTo(2.5);
    }

    @Test
    void aFailureSaysItsReason() {
        assertThatThrownBy(() -> row(Workload.Better.MORE, "fail"))
                .isInstanceOf(BenchException.class)
                .hasMessage("A measuring process failed with exit code 3: the reason");
    }

    @Test
    void withoutThePeersPackagesItSaysWhatIsMissingAndGivesOursAlone() throws Exception {
        PeerPackages packages =
                PeerPackages.of("no_such_module").orIn("ATTUNE_TEST_PYTHON_THAT_NOBODY_SETS", List.of("'such>=1'"));
        Workload workload = new Workload(
                "echo",
                "pieces/s",
                Workload.Better.MORE,
                Echo.class,
                List.of(List.of("7")),
                "none.py",
                List.of(List.of("7")));
        JsonNode row = new Bench(packages, 1, new PrintWriter(progress, true))
                .run(List.of(workload), true)
                .get(0);
        assertThat(row.path("ours").asDouble()).isEqualTo(7);
        assertThat(row.has("peer")).isFalse();
        assertThat(progress.toString())
                .contains("no_such_module", "pip install 'such>=1'")
                .contains("ATTUNE_TEST_PYTHON_THAT_NOBODY_SETS or ATTUNE_PYTHON");
    }

    private JsonNode row(Workload.Better better, String... settings) throws Exception {
        Workload workload = new Workload(
                "echo",
                "pieces/s",
                better,
                Echo.class,
                List.of(settings).stream().map(List::of).toList(),
                "none.py",
                List.of());
        return new Bench(PeerPackages.of(), 1, new PrintWriter(progress))
                .run(List.of(workload), false)
                .get(0);
    }
}
