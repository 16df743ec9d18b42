package dev.attune.policy.group;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Tensors;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.run.Outcome;
import dev.attune.policy.run.Progress;
import dev.attune.policy.testing.TinyModels;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every way of tuning in a recipe that samples: a run that dies after an update goes on to the weights of one that did not. */
class WaysOfTuningTest {

    private static final List<List<Message>> PROMPTS = IntStream.range(0, 8)
            .mapToObj(i -> List.of(Message.user("w" + i + " w" + (i + 1))))
            .toList();

    private static final RewardFunction SHARE_OF_W5 = (prompts, answers) -> {
        float[] scores = new float[answers.size()];
        for (int i = 0; i < scores.length; i++) {
            String[] words = answers.get(i).split(" ");
            scores[i] = (float) Arrays.stream(words).filter("w5"::equals).count() / words.length;
        }
        return scores;
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FULL")
    void aRunThatDiedGoesOnToTheSameWeights(Tuning.Method method) throws IOException {
        try (LanguageModel model = TinyModels.random(directory.resolve("tokenizer"), 1)) {
            List<byte[]> before = weights(model);
            GroupConfig config = config(method);
            String whole = weights(run(model, config, "whole", (update, numbers) -> {}));
            assertThatThrownBy(() -> run(model, config, "died", (update, numbers) -> {
                        if (update == 1) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
            assertThat(weights(run(model, config, "died", (update, numbers) -> {})))
                    .isEqualTo(whole);
            assertThat(weights(model)).containsExactlyElementsOf(before);
        }
    }

    private Outcome run(LanguageModel model, GroupConfig config, String name, Progress progress) {
        return new GroupTuning(config, model, Optional.empty(), "base", Optional.empty())
                .run(
                        PROMPTS,
                        SHARE_OF_W5,
                        new RunFolder<>(directory.resolve(name), GroupState.class),
                        progress,
                        () -> false);
    }

    private String weights(Outcome outcome) throws IOException {
        Path target = Files.createTempDirectory(directory, "artifact");
        PolicyArtifact.export(outcome.policy().orElseThrow(), target);
        return DirectoryManifest.of(target).sha256();
    }

    private static List<byte[]> weights(LanguageModel model) {
        return model.transformer().parameters().stream()
                .map(weight -> Tensors.bytes(weight.value()).toArray(ValueLayout.JAVA_BYTE))
                .toList();
    }

    private static GroupConfig config(Tuning.Method method) throws IOException {
        return Configurations.with(GroupConfig.grpo(), Json.MAPPER.readTree("""
                {"updates": 2, "prompts": 4, "answers": 4, "epochs": 1, "minibatch": 8, "maxPromptTokens": 16,
                 "maxNewTokens": 6, "seed": 3, "optimisation": {"learningRate": 0.003}, "maxKl": 1000,
                 "alarms": {"minEntropyShare": 0},
                 "tuning": {"method": "%s", "virtualTokens": 4, "hiddenSize": 8, "reduction": 4}}
                """.formatted(method.text())));
    }
}
