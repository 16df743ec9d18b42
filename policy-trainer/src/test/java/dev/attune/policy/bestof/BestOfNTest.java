package dev.attune.policy.bestof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.AnswerSettings;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.contracts.settings.bestof.BestOfConfig;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.testing.TinyModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BestOfNTest {

    private static final List<List<Message>> PROMPTS =
            IntStream.range(0, 3).mapToObj(i -> List.of(Message.user("w" + i))).toList();

    private static final BestOfConfig CONFIG =
            new BestOfConfig(5, new AnswerSettings(16, 4, 1.0), ComputeType.FLOAT32, 3);

    @TempDir
    Path directory;

    private LanguageModel model;

    @BeforeEach
    void load() {
        model = TinyModels.random(directory.resolve("tokenizer"), 1);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void theAnswerWithTheHighestRewardIsKept() {
        List<List<String>> seen = new ArrayList<>();
        RewardFunction length = (prompts, answers) -> {
            seen.add(answers);
            float[] scores = new float[answers.size()];
            IntStream.range(0, scores.length)
                    .forEach(i -> scores[i] = answers.get(i).length());
            return scores;
        };
        List<Optional<BestAnswer>> best = draw(length);
        assertThat(best).hasSize(3);
        for (int prompt = 0; prompt < 3; prompt++) {
            List<String> own = seen.getFirst().subList(5 * prompt, 5 * prompt + 5);
            BestAnswer answer = best.get(prompt).orElseThrow();
            assertThat(answer.prompt()).isEqualTo(PROMPTS.get(prompt));
            assertThat(answer.answer()).isIn(own);
            assertThat(answer.reward())
                    .isEqualTo(own.stream().mapToInt(String::length).max().orElse(0));
            assertThat(answer.rewards()).hasSize(5);
        }
        assertThat(own(draw(length))).as("the same seed").isEqualTo(own(best));
    }

    @Test
    void answersThatCannotBeScoredDoNotCompete() {
        RewardFunction seldom = (prompts, answers) -> {
            float[] scores = new float[answers.size()];
            Arrays.fill(scores, Float.NaN);
            scores[1] = -4;
            scores[3] = -2;
            return scores;
        };
        List<Optional<BestAnswer>> best = draw(seldom);
        assertThat(best.get(0).orElseThrow().reward()).isEqualTo(-2);
        assertThat(best.get(0).orElseThrow().rewards()).containsExactly(-4, -2);
        assertThat(best.get(1)).isEmpty();
        assertThat(best.get(2)).isEmpty();
    }

    @Test
    void theKlOfAPolicyToItsBaseIsZeroWhileItIsItsBase() {
        PromptSet prompts = PromptSet.of(model, PROMPTS, 16);
        assertThat(PolicyKl.of(model, Adapter.NONE, prompts, CONFIG)).containsExactly(0, 0, 0);
        LoraAdapter moved = LoraAdapter.create(model.manager(), model.transformer(), LoraConfig.allLinear(2, 4), 1);
        assertThat(Mean.of(PolicyKl.of(model, moved, prompts, CONFIG)).mean())
                .as("LoRA begins as nothing")
                .isCloseTo(0, within(1e-5));
    }

    private List<Optional<BestAnswer>> draw(RewardFunction reward) {
        return new BestOfN(CONFIG, model, Adapter.NONE, reward).draw(PromptSet.of(model, PROMPTS, 16), done -> {});
    }

    private static List<String> own(List<Optional<BestAnswer>> best) {
        return best.stream().map(answer -> answer.orElseThrow().answer()).toList();
    }
}
