package dev.attune.registry.prompt;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.attune.registry.prompt.RunRow.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RunComparisonTest {

    /** 20 pairs, of which 9 are won and 1 is lost: 2 (1 + 10) / 2^10 by the binomial. */
    @Test
    void comparesPairsByTheirCases() {
        List<RowScore> before = new ArrayList<>();
        List<RowScore> after = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            before.add(row("c" + i, i >= 9));
            after.addFirst(row("c" + i, i != 19));
        }
        RunComparison made = RunComparison.of(before, after).orElseThrow();
        assertThat(made.cases()).isEqualTo(20);
        assertThat(made.before()).isCloseTo(0.55, within(1e-12));
        assertThat(made.after()).isCloseTo(0.95, within(1e-12));
        assertThat(made.difference().mean()).isCloseTo(0.4, within(1e-12));
        assertThat(made.clear()).isTrue();
        assertThat(made.better()).hasSize(9);
        assertThat(made.worse()).containsExactly("c19");
        assertThat(made.mcNemar()).isCloseTo(0.021484375, within(1e-12));
    }

    @Test
    void repeatsAreOneCaseAndUncheckedOnesAreNone() {
        List<RowScore> rows = List.of(row("a", true), row("a", true), row("a", false), unchecked("b"));
        RunComparison same = RunComparison.of(rows, rows).orElseThrow();
        assertThat(same.cases()).isEqualTo(1);
        assertThat(same.before()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(same.clear()).isFalse();
        assertThat(RunComparison.of(rows, List.of(unchecked("a")))).isEmpty();
    }

    /** Wilson's interval of 2 of 3: 0.2077 to 0.9385 (Wilson 1927, as statsmodels gives it). */
    @Test
    void aSummaryCountsRowsAndMeasuresCases() {
        List<RowScore> rows = List.of(
                row("a", true),
                row("b", true),
                row("c", false),
                unchecked("d"),
                new RowScore("p", "m", "c", "c", State.FAILED, 0, true));
        RunSummary summary = RunSummary.of(rows).getFirst();
        assertThat(summary.passed()).isEqualTo(2);
        assertThat(summary.failed()).isEqualTo(2);
        assertThat(summary.unchecked()).isEqualTo(1);
        assertThat(summary.errors()).isEqualTo(1);
        assertThat(summary.passRate()).isNotNull().satisfies(rate -> {
            assertThat(rate.low()).isCloseTo(0.2077, within(1e-4));
            assertThat(rate.high()).isCloseTo(0.9385, within(1e-4));
        });
    }

    private static RowScore row(String key, boolean passed) {
        return new RowScore("p", "m", key, key, passed ? State.PASSED : State.FAILED, passed ? 1 : 0, false);
    }

    private static RowScore unchecked(String key) {
        return new RowScore("p", "m", key, key, State.UNCHECKED, 1, false);
    }
}
