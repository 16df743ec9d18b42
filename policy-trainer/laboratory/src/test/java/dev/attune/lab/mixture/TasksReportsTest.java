package dev.attune.lab.mixture;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.Measured;
import dev.attune.lab.mixture.TasksEvaluation.Measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Reports of cells small enough to be worked by hand. */
class TasksReportsTest {

    private static Cell cell(String side, String task, int template, List<Integer> predicted) {
        List<Integer> truth = task.equals("one") ? List.of(0, 1, 1, 1) : List.of(0, 1);
        return new Cell("k", side, task, 0, template, truth, predicted);
    }

    private static TasksReport report() {
        Measurement before = new Measurement(
                List.of(
                        cell("before", "one", 1, List.of(0, 0, 0, 0)), // 1 of 4
                        cell("before", "one", 2, List.of(0, 1, 1, 0)), // 3 of 4
                        cell("before", "two", 1, List.of(1, 1))), // 1 of 2
                List.of(2.0, 4.0));
        Measurement after = new Measurement(
                List.of(
                        cell("after", "one", 1, List.of(0, 1, 1, 0)), // 3 of 4
                        cell("after", "one", 2, List.of(0, 1, 1, 1)), // 4 of 4
                        cell("after", "two", 1, List.of(0, 1))), // 2 of 2
                List.of(2.5, 4.1));
        return new TasksReports(Map.of("one", 2, "two", 2), Bootstrap.ofSeed(1)).of(List.of(before, after), List.of(0));
    }

    private static TasksReport.OfTask one() {
        return Objects.requireNonNull(
                Objects.requireNonNull(report().tasks().get("one")).get("zeroShot"));
    }

    /** Before, after and difference. */
    private static double[] values(TasksReport.@Nullable Sides sides) {
        TasksReport.Sides both = Objects.requireNonNull(sides);
        return new double[] {
            both.before().value(),
            Objects.requireNonNull(both.after()).value(),
            Objects.requireNonNull(both.difference()).value()
        };
    }

    @Test
    void meansOverTemplatesThenTasks() {
        assertThat(values(one().accuracy())).containsExactly(0.5, 0.875, 0.375);
        assertThat(one().majority()).isEqualTo(0.75);
        assertThat(one().templates()).containsExactly(List.of(0.25, 0.75), List.of(0.75, 1.0));
        assertThat(one().spread()).containsExactly(0.5, 0.25);
        // the tasks count alike: (0.5 + 0.5) / 2, (0.875 + 1) / 2
        assertThat(values(report().overall().get("zeroShot"))).containsExactly(0.5, 0.9375, 0.4375);
        assertThat(values(report().generalLoss())).containsExactly(new double[] {3, 3.3, 0.3}, within(1e-12));
    }

    @Test
    void macroF1IsTheMeanOverTemplates() {
        // template 1: F1 of label 0 is 2/5, of label 1 is 0; template 2: 2/3 and 4/5
        assertThat(one().macroF1().getFirst()).isCloseTo((0.2 + (2.0 / 3 + 0.8) / 2) / 2, within(1e-12));
    }

    @Test
    void thePairsMakeTheInterval() {
        // differences by item: 0, 0.5, 0.5, 0.5: no drawn mean is below 0 or above 0.5
        Measured difference = Objects.requireNonNull(one().accuracy().difference());
        assertThat(difference.low()).isBetween(0.0, 0.375);
        assertThat(difference.high()).isBetween(0.375, 0.5);
    }

    @Test
    void oneModelHasNoDifference() {
        Measurement alone = new Measurement(List.of(cell("before", "two", 1, List.of(0, 1))), List.of());
        TasksReport report = new TasksReports(Map.of("two", 2), Bootstrap.ofSeed(1)).of(List.of(alone), List.of(0));
        assertThat(Objects.requireNonNull(report.overall().get("zeroShot")).difference())
                .isNull();
        assertThat(report.generalLoss()).isNull();
        assertThat(report.markdown()).contains("| two | zeroShot | 2 | 0.500 | 1.000 [1.000, 1.000] |");
    }
}
