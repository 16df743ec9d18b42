package dev.attune.lab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.lab.study.CellResult.Cost;
import dev.attune.lab.study.CellResult.Training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanTest {

    private static final Sizes SIZES = new Sizes(20, 1, 4, 3, 10, 10, 4, 4, 100);

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private CellStore store = new CellStore(Path.of("target/unused-store"));

    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        for (int i = 0; i < 60; i++) {
            lines.add("text number " + i + "," + (i % 2 == 0 ? "even" : "odd"));
        }
        Files.write(folder.resolve("data.csv"), lines);
        file = Files.writeString(folder.resolve("task.yaml"), "{name: parity, data: data.csv, template: '{{ text }}'}");
        store = new CellStore(folder.resolve("lab"));
    }

    private static StudySettings settings(List<Integer> curve, Method... methods) {
        return new StudySettings(Path.of("models/one"), "model", List.of(methods), SIZES, 2, curve, null, "");
    }

    private Plan plan(StudySettings settings) {
        return Plan.of(settings, List.of(StudyTask.read(file, SIZES)), store);
    }

    /** Ten examples, of which so many are right, with that likelihood. */
    private static CellResult result(Cell cell, int right, double nll) {
        int[] truth = new int[10];
        int[] predicted = new int[10];
        double[] confidence = new double[10];
        for (int i = 0; i < 10; i++) {
            truth[i] = i % 2;
            predicted[i] = i < right ? i % 2 : 1 - i % 2;
            confidence[i] = 0.8;
        }
        Scores scores = new Scores(2, truth, predicted, confidence, nll);
        Scores test = cell.use() == Cell.Use.RESULT ? scores : null;
        return new CellResult(
                cell, "2026-01-01T00:00:00Z", null, scores, test, null, null, Training.NONE, new Cost(6, 6, 1, 0, 1));
    }

    /** Runs all cells, as many right as a rate earns. */
    private Plan run(StudySettings settings, ToDoubleFunction<Cell> right) {
        Plan plan = plan(settings);
        for (Optional<Trial> next = plan.next(); next.isPresent(); next = plan.next()) {
            Cell cell = next.get().cell();
            store.keep(result(cell, (int) right.applyAsDouble(cell), 1));
            plan = plan(settings);
        }
        return plan;
    }

    private static double rate(Cell cell) {
        return Optional.ofNullable(cell.setting().rate()).orElse(0.0);
    }

    @Test
    void theBestRateOfTheSweepRunsWithAllSeeds() {
        Plan plan = plan(settings(List.of(), Method.ZERO_SHOT, Method.LORA));
        assertThat(plan.left()).as("1 zero-shot, 3 tries, 2 seeds").isEqualTo(6);
        assertThat(plan.cells().map(trial -> trial.cell().said()))
                .containsExactly(
                        "parity zero-shot, seed 1",
                        "parity lora, rate 1.5e-4, seed 1, 20 examples, to choose",
                        "parity lora, rate 5.0e-4, seed 1, 20 examples, to choose",
                        "parity lora, rate 0.0015, seed 1, 20 examples, to choose");
        Plan done = run(settings(List.of(), Method.ZERO_SHOT, Method.LORA), cell -> rate(cell) == 5e-4 ? 8 : 6);
        MethodPlan lora = done.parts().get(1);
        assertThat(lora.chosen()).contains(Setting.rate(5e-4));
        assertThat(lora.widened()).isFalse();
        assertThat(lora.results().stream().map(trial -> trial.cell().seed())).containsExactly(1L, 2L);
        assertThat(done.left()).isZero();
        assertThat(done.secondsLeft()).hasValue(0);
    }

    @Test
    void aSweepGoesOnOnceBeyondItsEdge() {
        Plan done = run(settings(List.of(), Method.LORA), cell -> rate(cell) >= 1.5e-3 ? rate(cell) * 2000 : 1);
        MethodPlan lora = done.parts().getFirst();
        assertThat(lora.sweep().stream().map(trial -> rate(trial.cell()))).containsExactly(1.5e-4, 5e-4, 1.5e-3, 5e-3);
        assertThat(lora.widened()).isTrue();
        assertThat(lora.atEdge()).isTrue();
        assertThat(lora.chosen()).contains(Setting.rate(5e-3));
        Plan low = run(settings(List.of(), Method.IA3), cell -> rate(cell) == 1.5e-3 ? 9 : 2);
        MethodPlan ia3 = low.parts().getFirst();
        assertThat(ia3.sweep().stream().map(trial -> rate(trial.cell()))).containsExactly(5e-4, 1.5e-3, 5e-3, 1.5e-2);
        assertThat(ia3.atEdge()).isFalse();
    }

    @Test
    void ofEquallyManyRightTheLikelierIsTaken() {
        StudySettings settings = settings(List.of(), Method.NORMS);
        plan(settings).cells().toList().forEach(trial -> {
            double nll = rate(trial.cell()) == 3e-3 ? 0.4 : 0.5;
            store.keep(result(trial.cell(), 7, nll));
        });
        assertThat(plan(settings).parts().getFirst().chosen()).contains(Setting.rate(3e-3));
    }

    @Test
    void whatDivergedIsNeverTaken() {
        StudySettings settings = settings(List.of(), Method.FULL);
        plan(settings).cells().toList().forEach(trial -> {
            CellResult fine = result(trial.cell(), 9, 1);
            store.keep(new CellResult(
                    fine.cell(),
                    fine.created(),
                    "The loss is NaN.",
                    null,
                    null,
                    null,
                    null,
                    fine.training(),
                    fine.cost()));
        });
        Plan plan = plan(settings);
        assertThat(plan.parts().getFirst().failed()).isTrue();
        assertThat(plan.left()).isZero();
    }

    @Test
    void otherNumbersOfExamplesComeLastAndOnlyWhereTheyAreEnough() {
        Plan done =
                run(settings(List.of(1, 10, 20, 1000), Method.HEAD, Method.LORA), cell -> rate(cell) == 5e-4 ? 8 : 6);
        assertThat(done.parts().get(1).curve().stream()
                        .map(trial -> trial.cell().examples()))
                .as("1 shows no label of two, 20 is the usual number, and there are no 1000")
                .containsExactly(10, 10);
        assertThat(SIZES.passesOver(10)).as("half the examples twice").isEqualTo(2);
        assertThat(SIZES.passesOver(1000)).isEqualTo(1);
    }

    @Test
    void otherDataOrSizesAreOtherCells() throws IOException {
        StudySettings settings = settings(List.of(), Method.ZERO_SHOT);
        String key = plan(settings).cells().findFirst().orElseThrow().cell().key();
        Files.writeString(folder.resolve("task.yaml"), "{name: parity, data: data.csv, template: 'Text: {{ text }}'}");
        assertThat(plan(settings).cells().findFirst().orElseThrow().cell().key())
                .isNotEqualTo(key);
    }

    @Test
    void eachSeedDrawsEveryLabelAndMoreHoldFewer() {
        StudyTask task = StudyTask.read(file, SIZES);
        assertThat(task.with(2, 1).train())
                .extracting(example -> example.label())
                .containsExactlyInAnyOrder("even", "odd");
        assertThat(task.with(20, 1).train())
                .containsAll(task.with(8, 1).train())
                .hasSize(20);
        assertThat(task.with(20, 2).train()).isNotEqualTo(task.with(20, 1).train());
        assertThat(task.data().dev())
                .hasSize(10)
                .doesNotContainAnyElementsOf(task.data().test());
    }

    @Test
    void whatCannotBeComparedIsRefusedInOneSentence() throws IOException {
        Sizes many = new Sizes(50, 1, 4, 3, 10, 10, 4, 4, 100);
        assertThatThrownBy(() -> StudyTask.read(file, many))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("has 40 training examples, and 50 are to be learned from");
        Files.write(folder.resolve("other.csv"), List.of("text,label", "a,even", "b,neither"));
        Files.writeString(folder.resolve("other.yaml"), "{data: other.csv, template: '{{ text }}'}");
        Path shifted = Files.writeString(
                folder.resolve("shifted.yaml"), "{data: data.csv, template: '{{ text }}', shifted: other.yaml}");
        assertThatThrownBy(() -> StudyTask.read(shifted, SIZES)).hasMessageContaining("has the label neither");
        assertThatThrownBy(() -> new Sizes(0, 1, 4, 3, 10, 10, 4, 4, 100))
                .hasMessage("--examples is 0; give 1 or more.");
    }
}
