package dev.attune.policy.rollout;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.evaluation.ModelAnswerer;
import dev.attune.policy.ground.Conversations;
import dev.attune.policy.testing.TestingModels;

import static org.assertj.core.api.Assertions.assertThat;

class PromptSetTest {

    private static final PromptSet TEN = new PromptSet(
            IntStream.range(0, 10).mapToObj(i -> List.of(Message.user("p" + i))).toList(),
            IntStream.range(0, 10).mapToObj(i -> new int[] {i}).toList(),
            0);

    @Test
    void updatesGoThroughAllPromptsBeforeAnyComesAgain() {
        int[] first = TEN.draw(5, 0, 4);
        int[] second = TEN.draw(5, 1, 4);
        int[] third = TEN.draw(5, 2, 4);
        int[] seen = IntStream.concat(
                        IntStream.concat(Arrays.stream(first), Arrays.stream(second)),
                        Arrays.stream(third).limit(2))
                .sorted()
                .toArray();
        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aDrawDependsOnSeedAndUpdateOnly() {
        TEN.draw(5, 9, 3);
        assertThat(TEN.draw(5, 3, 7)).isEqualTo(TEN.draw(5, 3, 7)).isNotEqualTo(TEN.draw(6, 3, 7));
    }

    /** A job on the bus that compares answers leaves out what would not fit behind either side's virtual tokens. */
    @Test
    void promptsThatBothSidesAnswerLeaveRoomForTheLongerPrefix(@TempDir Path directory) {
        try (LanguageModel model = TestingModels.random(directory, 1)) {
            List<List<Message>> prompts =
                    List.of(List.of(Message.user("short")), List.of(Message.user("a few words more than that")));
            int longer = model.promptTokens(Conversations.forModel(prompts.get(1))).length;
            int room = model.config().maximumPositions() - longer;
            TunedAdapter fits = prefix(model, room - 1);
            TunedAdapter fills = prefix(model, room);
            assertThat(PromptSet.answerable(model, prompts, List.of(Adapter.NONE, fits))
                            .prompts())
                    .isEqualTo(prompts);
            PromptSet left = PromptSet.answerable(model, prompts, List.of(fills, Adapter.NONE));
            assertThat(left.prompts()).containsExactly(prompts.getFirst());
            assertThat(left.leftOut()).isEqualTo(1);
            EvaluationConfig greedy = Configurations.with(
                    EvaluationConfig.defaults(),
                    Json.MAPPER.createObjectNode().put("temperature", 0.0).put("maxNewTokens", 1));
            assertThat(new ModelAnswerer(model, fits, greedy).answer(prompts, new long[] {1, 2}))
                    .hasSize(2);
        }
    }

    private static TunedAdapter prefix(LanguageModel model, int places) {
        return new Tunable.SoftPrompt(places, new PromptStart.Vocabulary())
                .adapter(model.manager(), model.transformer(), 1);
    }

    @Test
    void moreAnswersThanPromptsMeansEachPromptSeveralTimes() {
        assertThat(Arrays.stream(TEN.draw(1, 0, 30)).sorted().toArray())
                .containsExactly(IntStream.range(0, 30).map(i -> i / 3).toArray());
    }
}
