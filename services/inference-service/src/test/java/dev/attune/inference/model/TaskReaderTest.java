package dev.attune.inference.model;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.task.TaskCalibration;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskEvidence;
import dev.attune.contracts.task.TaskExamples;
import dev.attune.contracts.task.TaskFigure;
import dev.attune.contracts.task.TaskLabel;
import dev.attune.contracts.task.TaskPrompt;
import dev.attune.contracts.task.TaskStyle;
import dev.attune.inference.TaskAnswer;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Votes and probabilities worked by hand. */
class TaskReaderTest {

    private static final TaskDocument TASK = new TaskDocument(
            "moods",
            null,
            "base-1",
            List.of(),
            List.of("text"),
            new TaskPrompt(
                    "",
                    "{{ text }}",
                    " ",
                    TaskStyle.RAW,
                    List.of(
                            new TaskLabel("negative", "0", "", List.of("bad")),
                            new TaskLabel("positive", "1", "", List.of("good", "great"))),
                    TaskExamples.none(),
                    TaskCalibration.NONE,
                    0),
            null,
            new TaskEvidence("none", 1, Map.of("accuracy", new TaskFigure(0.5, 0, 1)), Map.of(), null, null));

    @Test
    void theProbabilitiesOfALabelsWordsAreSummed() {
        // bad 0.2; good 0.1 and great 0.3: 0.4
        TaskAnswer answer = TaskReader.voted(TASK, List.of(0, 1), List.of(logs(0.2, 0.1, 0.3)), none(1));
        assertThat(answer.label()).isEqualTo("positive");
        assertThat(answer.votes()).containsExactly(entry("positive", 1));
        assertThat(share(answer)).isCloseTo(0.4 / 0.6, within(1e-12));
    }

    @Test
    void theMajorityWinsThoughTheMeanIsForTheOther() {
        List<double[]> members = List.of(logs(0.51, 0.48, 0.01), logs(0.51, 0.48, 0.01), logs(0.01, 0.98, 0.01));
        TaskAnswer answer = TaskReader.voted(TASK, List.of(0, 1), members, none(3));
        assertThat(answer.label()).isEqualTo("negative");
        assertThat(answer.votes()).containsOnly(entry("negative", 2), entry("positive", 1));
        assertThat(share(answer)).isCloseTo((0.49 + 0.49 + 0.99) / 3, within(1e-12));
    }

    @Test
    void ofEqualVotesTheLikelierLabelWins() {
        List<double[]> members = List.of(logs(0.6, 0.3, 0.1), logs(0.1, 0.8, 0.1));
        assertThat(TaskReader.voted(TASK, List.of(0, 1), members, none(2)).label())
                .isEqualTo("positive");
    }

    @Test
    void whatIsSaidToNothingIsTakenOff() {
        // 0.4 / 0.8 against 0.6 / 0.2
        List<double[]> prior = List.of(new double[] {Math.log(0.8), Math.log(0.2)});
        TaskAnswer answer = TaskReader.voted(TASK, List.of(0, 1), List.of(logs(0.4, 0.3, 0.3)), prior);
        assertThat(share(answer)).isCloseTo(3 / 3.5, within(1e-12));
    }

    @SuppressWarnings("NullAway") // of a task with labels
    private static double share(TaskAnswer answer) {
        return answer.probabilities().get("positive");
    }

    private static double[] logs(double bad, double good, double great) {
        return new double[] {Math.log(bad), Math.log(good), Math.log(great)};
    }

    private static List<double[]> none(int members) {
        return java.util.stream.IntStream.range(0, members)
                .mapToObj(_ -> new double[2])
                .toList();
    }
}
