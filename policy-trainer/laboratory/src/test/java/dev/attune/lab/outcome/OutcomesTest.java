package dev.attune.lab.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.lab.measure.Measured;
import dev.attune.lab.measure.Metrics;
import dev.attune.lab.measure.Predictions;
import dev.attune.lab.study.Cell;
import dev.attune.lab.study.CellResult;
import dev.attune.lab.study.CellResult.Cost;
import dev.attune.lab.study.CellResult.Point;
import dev.attune.lab.study.CellResult.Training;
import dev.attune.lab.study.CellStore;
import dev.attune.lab.study.Method;
import dev.attune.lab.study.Plan;
import dev.attune.lab.study.Scores;
import dev.attune.lab.study.Sizes;
import dev.attune.lab.study.StudySettings;
import dev.attune.lab.study.StudyTask;
import dev.attune.lab.study.Trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Figures of a comparison whose cells are written by hand. */
class OutcomesTest {

    private static final int TESTS = 100;
    private static final Sizes SIZES = new Sizes(20, 1, 4, 1, 10, TESTS, 4, 4, 100);

    @TempDir
    Path folder;

    private Plan plan = new Plan(
            new StudySettings(Path.of("models/one"), "m", List.of(Method.ZERO_SHOT), SIZES, 2, List.of(), null, ""),
            List.of());

    /** So many of N are right, the first ones; each answer with probability 0.8. */
    private static Scores scores(int examples, int right) {
        int[] truth = new int[examples];
        int[] predicted = new int[examples];
        double[] confidence = new double[examples];
        for (int i = 0; i < examples; i++) {
            truth[i] = i % 2;
            predicted[i] = i < right ? i % 2 : 1 - i % 2;
            confidence[i] = 0.8;
        }
        return new Scores(2, truth, predicted, confidence, 1);
    }

    private static CellResult result(Cell cell) {
        boolean seed2 = cell.seed() == 2;
        return switch (cell.method()) {
            case ZERO_SHOT -> result(cell, scores(10, 4), scores(TESTS, 50), 3.0, Training.NONE);
            case SOFT_PROMPT ->
                result(
                        cell,
                        scores(10, 5),
                        scores(TESTS, seed2 ? 54 : 52),
                        3.2,
                        new Training(5, 30, 900, 20, 0.7, 2_000, 8_100, 4, List.of(new Point(5, 30, 0.5, 0.7))));
            default ->
                result(
                        cell,
                        scores(10, 8),
                        scores(TESTS, seed2 ? 86 : 84),
                        3.05,
                        new Training(
                                5,
                                seed2 ? 44 : 40,
                                900,
                                20,
                                0.3,
                                50_000,
                                200_400,
                                0,
                                List.of(
                                        new Point(2, 10, 0.5, 0.6),
                                        new Point(3, seed2 ? 24 : 20, 0.6, 0.5),
                                        new Point(5, 40, 0.8, 0.3))));
        };
    }

    private static CellResult result(Cell cell, Scores dev, Scores test, double general, Training training) {
        return new CellResult(
                cell,
                "2026-01-01T00:00:00Z",
                null,
                dev,
                test,
                scores(40, 20),
                general,
                training,
                new Cost(60, 100, cell.seed() == 2 ? 900 : 700, 0.01, 1_000_000 + training.parameters()));
    }

    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        for (int i = 0; i < 160; i++) {
            lines.add("text number " + i + "," + (i % 2 == 0 ? "even" : "odd"));
        }
        Files.write(folder.resolve("data.csv"), lines);
        Path file = Files.writeString(
                folder.resolve("task.yaml"), "{name: parity, data: data.csv, template: '{{ text }}'}");
        StudySettings settings = new StudySettings(
                Path.of("models/one"),
                "digest",
                List.of(Method.ZERO_SHOT, Method.SOFT_PROMPT, Method.LORA),
                SIZES,
                2,
                List.of(),
                Path.of("general.jsonl"),
                "g");
        CellStore store = new CellStore(folder.resolve("lab"));
        List<StudyTask> tasks = List.of(StudyTask.read(file, SIZES));
        Plan next = Plan.of(settings, tasks, store);
        for (Optional<Trial> trial = next.next(); trial.isPresent(); trial = next.next()) {
            store.keep(result(trial.get().cell()));
            next = Plan.of(settings, tasks, store);
        }
        plan = Plan.of(settings, tasks, new CellStore(folder.resolve("lab"))); // as it is read again from disk
    }

    private Outcome outcome(Method method) {
        return Outcomes.of(plan).getOrDefault("parity", List.of()).stream()
                .filter(outcome -> outcome.method() == method)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void figuresArePooledOverSeeds() {
        Outcome lora = outcome(Method.LORA);
        assertThat(lora.accuracy().value()).isEqualTo(0.85, within(1e-12));
        assertThat(lora.againstBest()).isNull();
        Measured gain = Objects.requireNonNull(lora.againstZeroShot());
        assertThat(gain.value()).isEqualTo(0.35, within(1e-12));
        // 35 of 100 pairs differ: 1.96 sqrt(0.35 * 0.65 / 100) = 0.093 to either side, a little more with the seeds
        assertThat(gain.low()).isEqualTo(0.257, within(0.02));
        assertThat(gain.high()).isEqualTo(0.443, within(0.02));
        // 85 of 100 right at 0.8 are one bin: |0.85 - 0.8|
        assertThat(lora.ece().value()).isEqualTo(0.05, within(1e-12));
        assertThat(lora.forgetting()).isEqualTo(0.05, within(1e-12));
        assertThat(outcome(Method.SOFT_PROMPT).againstBest()).isNotNull();
    }

    @Test
    void pricesAreMeansAndTimeToQualityIsHalfway() {
        Outcome.Price price = outcome(Method.LORA).price();
        // halfway from 0.4 to 0.8 is 0.6, first seen after 20 and 24 seconds
        assertThat(price.secondsToQuality()).isEqualTo(22);
        assertThat(price.trainSeconds()).isEqualTo(42);
        assertThat(price.peakMemoryMb()).isEqualTo(800);
        assertThat(price.share()).isEqualTo(50_000 / 1_050_000.0, within(1e-12));
        assertThat(outcome(Method.SOFT_PROMPT).price().secondsToQuality())
                .as("never there")
                .isNull();
    }

    @Test
    void intervalsAreThoseOfABinomialAndNoneWhereNothingVaries() {
        SeedBootstrap bootstrap = new SeedBootstrap(2000);
        Measured eighty = bootstrap.of(List.of(scores(100, 80).predictions()), Metrics::accuracy);
        assertThat(eighty.low()).isEqualTo(0.72, within(0.011));
        assertThat(eighty.high()).isEqualTo(0.88, within(0.011));
        List<Predictions> same =
                List.of(scores(100, 80).predictions(), scores(100, 80).predictions());
        assertThat(bootstrap.difference(same, same, Metrics::accuracy)).isEqualTo(new Measured(0, 0, 0));
        // seeds that differ widen the interval: 0.5 and 1.0 on as many items as one likes
        Measured wide = bootstrap.of(
                List.of(scores(1000, 500).predictions(), scores(1000, 1000).predictions()), Metrics::accuracy);
        assertThat(wide.value()).isEqualTo(0.75);
        assertThat(wide.low()).isLessThan(0.53);
        assertThat(wide.high()).isEqualTo(1);
    }

    @Test
    void theCheapestThatCannotBeToldFromTheBestIsRecommended() {
        LabReport report = LabReport.of(plan);
        Recommendation taken = report.recommendations().getFirst();
        assertThat(taken.method()).isEqualTo(Method.LORA);
        assertThat(String.join(" ", taken.sentences()))
                .contains("Take lora: accuracy 0.850")
                .contains("trains 50,000 parameters")
                .contains("kept in 200 kB")
                .contains("Prompt tuning loses here: -0.320");
    }

    @Test
    void aFrontHasWhatNothingCheaperBeats() {
        List<Outcome> all = Outcomes.of(plan).getOrDefault("parity", List.of());
        assertThat(Front.of(all, outcome -> outcome.price().parameters()))
                .extracting(Outcome::method)
                .containsExactly(Method.ZERO_SHOT, Method.SOFT_PROMPT, Method.LORA);
        assertThat(Front.of(all, outcome -> outcome.method() == Method.SOFT_PROMPT ? 9 : 1))
                .extracting(Outcome::method)
                .containsExactly(Method.LORA);
    }

    /** The columns are those of PEFT's table, and the runs have what its {@code preprocess} reads. */
    @Test
    void resultsLieBesidePeftsOwn() throws IOException {
        LabReport.of(plan).write(folder);
        List<String> table = Files.readAllLines(folder.resolve("results/results.csv"));
        assertThat(table.getFirst())
                .isEqualTo(
                        "experiment_name,model_id,train_config,peft_type,peft_config,accelerator_memory_reserved_avg,"
                                + "accelerator_memory_max,accelerator_memory_reserved_99th,total_time,train_time,file_size,"
                                + "num_trainable_params,train_loss,train_samples,peft_version,peft_branch,transformers_version,"
                                + "datasets_version,torch_version,package_info,system_info,created_at,task_name,test_accuracy,"
                                + "train_total_tokens,forgetting*,bitsandbytes_version");
        assertThat(table).hasSize(1 + 1 + 2 + 2);
        JsonNode run = Json.MAPPER.readTree(
                folder.resolve("results/parity--lora--seed_2.json").toFile());
        assertThat(run.at("/run_info/peft_config/peft_type").asText()).isEqualTo("LORA");
        assertThat(run.at("/run_info/train_config/model_id").asText()).isEqualTo("one");
        assertThat(run.at("/train_info/status").asText()).isEqualTo("success");
        assertThat(run.at("/train_info/accelerator_memory_max").asLong()).isEqualTo(900L << 20);
        assertThat(run.at("/train_info/file_size").asLong()).isEqualTo(200_400);
        JsonNode last = run.at("/train_info/metrics/3");
        assertThat(last.path("test accuracy").asDouble()).isEqualTo(0.86);
        assertThat(last.path("forgetting").asDouble()).isEqualTo(0.05, within(1e-12));
        assertThat(last.path("train total tokens").asInt()).isEqualTo(900);
        for (String name : List.of("peft", "transformers", "datasets", "torch", "bitsandbytes")) {
            assertThat(run.path("meta_info").path("package_info").has(name + "-version"))
                    .isTrue();
        }
        String report = Files.readString(folder.resolve("report.md"));
        assertThat(report)
                .contains("All 5 cells are done.")
                .contains("measured with 2 seeds on tests")
                .containsPattern("Chosen on \\d+ examples, measured on " + TESTS + " tests\\.")
                .contains("| lora | 0.850")
                .contains("parity-fronts.png");
        assertThat(folder.resolve("plots/parity-fronts.png")).isNotEmptyFile();
    }
}
