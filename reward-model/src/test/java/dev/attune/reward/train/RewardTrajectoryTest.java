package dev.attune.reward.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.score.RewardModelDescription.Base;
import dev.attune.reward.score.RewardScorer;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What must not change a run: how batches are cut, and where it was interrupted. */
class RewardTrajectoryTest {

    private static final String ENSEMBLE_WITH_TIES = """
            {"ensembleHeads": 3, "ties": "davidson", "centring": 0.01, "labelSmoothing": 0.05, "batchPairs": 8,
             "optimisation": {"learningRate": 1e-3, "schedule": "cosine", "warmUpShare": 0.1}}""";

    @TempDir
    static Path directory;

    private static Path base;

    @BeforeAll
    static void writeModel() {
        base = TinyModel.write(directory.resolve("base"), 1);
    }

    @Test
    void microBatchesDoNotChangeTheTrajectory() {
        RewardModelConfig config = TestConfigs.of(Tuning.full(), 5, ENSEMBLE_WITH_TIES);
        double[] whole = losses(config, 100_000);
        assertThat(whole.length).isGreaterThanOrEqualTo(50);
        for (int tokensAtOnce : new int[] {1, 70, 150}) {
            double[] cut = losses(config, tokensAtOnce);
            double[] residuals = IntStream.range(0, 50)
                    .mapToDouble(step -> cut[step] - whole[step])
                    .toArray();
            assertThat(Arrays.stream(residuals).map(Math::abs).max().orElseThrow())
                    .isLessThan(1e-5);
            assertThat(Math.abs(IntStream.range(0, 50)
                            .mapToDouble(i -> residuals[i])
                            .average()
                            .orElseThrow()))
                    .isLessThan(2e-6);
        }
    }

    @Test
    void anInterruptedRunEndsBitForBitAsAnUninterruptedOne() throws IOException {
        for (Tuning tuning : List.of(Tuning.lora(4), Tuning.full())) {
            String name = tuning.method().text();
            RewardModelConfig config = TestConfigs.of(tuning, 1, ENSEMBLE_WITH_TIES);
            String uninterrupted = run(config, name + "-whole", Snapshots.none(), Progress.none());

            RunFolder<RewardRunState> folder = new RunFolder<>(directory.resolve(name + ".run"), RewardRunState.class);
            assertThatThrownBy(() -> run(config, name + "-killed", Snapshots.in(folder, 2, "base"), metrics -> {
                        if (metrics.step() == 5) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
            assertThat(folder.newest().orElseThrow().step()).isEqualTo(4);

            List<Integer> resumed = new ArrayList<>();
            String again = run(
                    config, name + "-resumed", Snapshots.in(folder, 2, "base"), metrics -> resumed.add(metrics.step()));
            assertThat(resumed.getFirst()).isEqualTo(5);
            assertThat(again).isEqualTo(uninterrupted);
        }
    }

    @Test
    void anotherRunIsNotResumedByMistake() {
        RewardModelConfig config = TestConfigs.of(Tuning.lora(4), 1, "{}");
        RunFolder<RewardRunState> folder = new RunFolder<>(directory.resolve("other.run"), RewardRunState.class);
        assertThatThrownBy(() -> run(config, "other", Snapshots.in(folder, 1, "base"), metrics -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        RewardModelConfig longer = TestConfigs.with(config, "{\"epochs\": 2}");
        assertThatThrownBy(() -> run(longer, "other", Snapshots.in(folder, 1, "base"), Progress.none()))
                .hasMessageContaining("has other settings (epochs)");
        assertThatThrownBy(() -> run(config, "other", Snapshots.in(folder, 1, "other base"), Progress.none()))
                .hasMessageContaining("has another base model");
    }

    private static double[] losses(RewardModelConfig config, int tokensAtOnce) {
        List<StepMetrics> steps = new ArrayList<>();
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32());
                RewardModel trained =
                        RewardModelling.train(model, data(), config, steps::add, Snapshots.none(), tokensAtOnce)) {
            assertThat(trained.parts().tieParameter()).isPositive();
        }
        return steps.stream().mapToDouble(StepMetrics::loss).toArray();
    }

    private static String run(RewardModelConfig config, String name, Snapshots snapshots, Progress progress)
            throws IOException {
        Path artifact = directory.resolve(name);
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32());
                RewardModel trained = RewardModelling.train(model, data(), config, progress, snapshots)) {
            trained.save(artifact, new Base("tiny", RewardScorer.hashOf(base), null, null));
        }
        return DirectoryManifest.of(artifact).sha256();
    }

    /** Pairs over few prompts, every fifth of which is a tie. */
    private static PromptSplit data() {
        List<PreferencePair> pairs = new ArrayList<>(TinyModel.pairs(110, 60, 5));
        for (int i = 0; i < pairs.size(); i += 5) {
            pairs.set(i, pairs.get(i).withOutcome(Outcome.TIE));
        }
        return PromptSplit.of(pairs, 0.2, 7);
    }
}
