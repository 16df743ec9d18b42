package dev.attune.lab.workbench;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.lab.check.CaseScore.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ComparisonTest {

    private static RunRow row(int number, int repeat, double score) {
        State state = score >= 0.5 ? State.PASSED : State.FAILED;
        String title = "number " + number;
        return new RunRow(
                "p",
                "m",
                number,
                title,
                repeat,
                Map.of("n", number),
                List.of(),
                "out",
                "",
                state,
                score,
                "",
                List.of(),
                1);
    }

    @Test
    void pairsAreCasesAndRepeatsAreNoNewOnes() {
        List<RunRow> before =
                IntStream.range(0, 40).mapToObj(i -> row(i, 1, i < 20 ? 1 : 0)).toList();
        List<RunRow> after = IntStream.range(0, 80)
                .mapToObj(i -> row(i / 2, i % 2 + 1, i / 2 < 18 || i / 2 >= 30 ? 1 : 0))
                .toList();
        Comparison made = Comparison.of(before, after);
        assertThat(made.cases()).isEqualTo(40);
        assertThat(made.before()).isEqualTo(0.5);
        assertThat(made.after()).isCloseTo(0.7, within(1e-12));
        assertThat(made.difference().value()).isCloseTo(0.2, within(1e-12));
        assertThat(made.difference().isClearOfZero()).isTrue();
        assertThat(made.worse()).containsExactlyInAnyOrder("number 18", "number 19");
        assertThat(made.better()).hasSize(10);
        // 2 of 12 fair coins: 2 · (1 + 12 + 66) / 4096
        assertThat(made.chance()).isCloseTo(2 * 79 / 4096.0, within(1e-12));
    }

    @Test
    void linesThatStayStay() {
        assertThat(TextDiff.of("a\nb\nc", "a\nx\nc\nd")).containsExactly("  a", "- b", "+ x", "  c", "+ d");
        assertThat(TextDiff.of("same", "same")).containsExactly("  same");
    }
}
