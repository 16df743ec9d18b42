package dev.attune.worker.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunFolderTest {

    /** What a recipe might keep. */
    record Position(int epoch, long example, double coefficient) {}

    @TempDir
    Path directory;

    private RunFolder<Position> folder;

    @BeforeEach
    void open() {
        folder = new RunFolder<>(directory.resolve("run"), Position.class);
    }

    @Test
    void aStateComesBackAsItWasWritten() throws IOException {
        assertThat(folder.isBegun()).isFalse();
        save(3, 0.25);
        RunFolder.Saved<Position> saved = folder.newest().orElseThrow();
        assertThat(folder.isBegun()).isTrue();
        assertThat(saved.step()).isEqualTo(3);
        assertThat(saved.state()).isEqualTo(new Position(1, 3_000_000_000L, 0.1));
        assertThat(saved.metrics()).isEqualTo(Map.of("reward", 0.25));
        assertThat(saved.directory().resolve("deep/weights")).hasContent("weights 3");
    }

    @Test
    void theLastTwoAreKept() throws IOException {
        for (int step : List.of(8, 9, 10, 100_000_000)) {
            save(step, 0);
        }
        assertThat(kept()).containsExactly("00000010", "100000000");
        assertThat(folder.newest().orElseThrow().step()).isEqualTo(100_000_000);
    }

    @Test
    void theBestIsKeptBesideTheLast() throws IOException {
        folder = new RunFolder<>(
                directory.resolve("run"), Position.class, Retention.last(2).andBest("reward", Retention.Better.HIGHER));
        double[] rewards = {0.1, 0.7, 0.7, Double.NaN, 0.2, 0.3};
        for (int step = 0; step < rewards.length; step++) {
            save(step, rewards[step]);
        }
        assertThat(kept()).containsExactly("00000001", "00000004", "00000005");
        assertThat(folder.best().orElseThrow().step()).isEqualTo(1);
    }

    @Test
    void theBestMayBeTheLowest() throws IOException {
        folder = new RunFolder<>(
                directory.resolve("run"), Position.class, Retention.last(1).andBest("reward", Retention.Better.LOWER));
        double[] losses = {3, 1, 2};
        for (int step = 0; step < losses.length; step++) {
            save(step, losses[step]);
        }
        assertThat(kept()).containsExactly("00000001", "00000002");
        assertThat(folder.best().orElseThrow().step()).isEqualTo(1);
    }

    @Test
    void aDamagedStateIsLeftAsideForTheOneBefore() throws IOException {
        save(1, 0);
        save(2, 0);
        Files.writeString(directory.resolve("run/state/00000002/deep/weights"), "weights X");
        assertThat(folder.newest().orElseThrow().step()).isEqualTo(1);
        assertThat(folder.after(2)).isEmpty();
        assertThat(folder.after(1)).isPresent();
    }

    @Test
    void aStateWithoutHashesOrWithACutDescriptionIsLeftAside() throws IOException {
        save(1, 0);
        save(2, 0);
        Files.delete(directory.resolve("run/state/00000002/hashes.json"));
        assertThat(folder.newest().orElseThrow().step()).isEqualTo(1);
        Files.writeString(directory.resolve("run/state/00000001/state.json"), "{\"step\":");
        assertThat(folder.newest()).isEmpty();
    }

    @Test
    void aCrashWhileWritingLeavesTheStateBefore() throws IOException {
        save(1, 0);
        assertThatThrownBy(() -> folder.save(2, new Position(1, 2, 3), Map.of(), path -> {
                    write(path.resolve("weights"), "half of the wei");
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(folder.newest().orElseThrow().step()).isEqualTo(1);
        save(2, 0);
        assertThat(folder.newest().orElseThrow().directory().resolve("weights")).doesNotExist();
    }

    @Test
    void aResumedRunForgetsWhatCameAfterItsState() throws IOException {
        for (int step = 1; step <= 3; step++) {
            folder.report(step, Map.of("loss", 1.0 / step));
            folder.keepSamples(
                    step,
                    List.of(new SampledAnswer(SampledAnswer.Source.ROLLOUT, "q", "a" + step, step, Map.of("kl", 0.5))));
            save(step, 0);
        }
        Files.writeString(
                directory.resolve("run/progress.jsonl"), "{\"step\":4,\"lo", java.nio.file.StandardOpenOption.APPEND);
        folder.forgetAfter(2);
        assertThat(kept()).containsExactly("00000002");
        assertThat(directory.resolve("run/progress.jsonl"))
                .hasContent("{\"step\":1,\"loss\":1.0}\n{\"step\":2,\"loss\":0.5}\n");
        assertThat(StepLines.samples(folder.root()).read())
                .containsExactly(
                        Map.of(
                                "step",
                                1,
                                "source",
                                "ROLLOUT",
                                "prompt",
                                "q",
                                "answer",
                                "a1",
                                "reward",
                                1.0,
                                "parts",
                                Map.of("kl", 0.5)),
                        Map.of(
                                "step",
                                2,
                                "source",
                                "ROLLOUT",
                                "prompt",
                                "q",
                                "answer",
                                "a2",
                                "reward",
                                2.0,
                                "parts",
                                Map.of("kl", 0.5)));
    }

    @Test
    void aFinishedRunKeepsItsProgressOnly() throws IOException {
        folder.report(1, Map.of("loss", 1.0));
        save(1, 0);
        folder.deleteStates();
        assertThat(folder.isBegun()).isFalse();
        assertThat(StepLines.progress(folder.root()).read()).containsExactly(Map.of("step", 1, "loss", 1.0));
    }

    private void save(int step, double reward) {
        folder.save(step, new Position(1, step * 1_000_000_000L, 0.1), Map.of("reward", reward), path -> {
            write(path.resolve("deep/weights"), "weights " + step);
        });
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> found = Files.list(directory.resolve("run/state"))) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
