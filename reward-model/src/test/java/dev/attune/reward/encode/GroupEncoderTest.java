package dev.attune.reward.encode;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.encode.GroupEncoder.Encoded;
import dev.attune.reward.encode.PromptGroup.Comparison;
import dev.attune.reward.score.AnswerEncoder;
import dev.attune.reward.train.TinyModel;

import static org.assertj.core.api.Assertions.assertThat;

class GroupEncoderTest {

    @TempDir
    static Path directory;

    private static LanguageModel model;

    private static final List<PreferencePair> PAIRS = List.of(
            pair("king", "red", "old"),
            pair("lamp", "new", "round"),
            pair("king", "red", "good"),
            pair("king", "old", "good").withOutcome(Outcome.TIE));

    @BeforeAll
    static void load() {
        model = LanguageModel.load(TinyModel.write(directory, 1), LoadOptions.float32());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void allComparisonsOfAPromptAreOneElementOfWeightOne() {
        List<PromptGroup> groups = encoder(64, true).encode(PAIRS).groups();
        assertThat(groups).hasSize(2);
        PromptGroup ranking = groups.getFirst();
        assertThat(ranking.answers()).isEqualTo(3);
        assertThat(ranking.weight()).isEqualTo(1);
        assertThat(ranking.comparisons()).extracting(Comparison::weight).containsOnly(1.0 / 3);
        assertThat(ranking.comparisons())
                .extracting(one -> List.of(one.first(), one.second()))
                .containsExactly(List.of(0, 1), List.of(0, 2), List.of(1, 2));
        assertThat(groups.getLast().weight()).isEqualTo(1);
    }

    @Test
    void apartEachComparisonIsItsOwnElement() {
        List<PromptGroup> groups = encoder(64, false).encode(PAIRS).groups();
        assertThat(groups).hasSize(4).allSatisfy(group -> {
            assertThat(group.answers()).isEqualTo(2);
            assertThat(group.weight()).isEqualTo(1);
        });
    }

    @Test
    void answersShareARowWhereThePromptIsLongBesideThem() {
        assertThat(PromptGroup.of(new int[128], List.of(new int[128], new int[128]), List.of())
                        .isShared())
                .isTrue();
        PromptGroup apart = PromptGroup.of(new int[1], List.of(new int[255], new int[250]), List.of());
        assertThat(apart.isShared()).isFalse();
        assertThat(apart.width()).isEqualTo(256);
        assertThat(apart.tokens()).isEqualTo(507);
    }

    @Test
    void aTieHasNoMargin() {
        GroupEncoder strict = new GroupEncoder(new AnswerEncoder(model), 64, 0.5, true);
        PreferencePair strong = new PreferencePair(List.of(Message.user("king")), "red", "old", 3, 0.25, 2);
        Encoded encoded = strict.encode(List.of(strong, strong.withOutcome(Outcome.TIE)));
        assertThat(encoded.groups().getFirst().comparisons())
                .extracting(Comparison::margin)
                .containsExactly(1.25, 0.0);
        assertThat(encoded.decided()).isEqualTo(1);
    }

    @Test
    void whatIsTooLongIsLeftOutAndCounted() {
        PreferencePair tooLong = pair("lamp", "new", "red red red red red red red red red red");
        Encoded encoded = encoder(10, true).encode(List.of(PAIRS.getFirst(), tooLong));
        assertThat(encoded.leftOut()).isEqualTo(1);
        assertThat(encoded.comparisons()).isEqualTo(1);
    }

    private static GroupEncoder encoder(int maximumTokens, boolean together) {
        return new GroupEncoder(new AnswerEncoder(model), maximumTokens, 0, together);
    }

    private static PreferencePair pair(String prompt, String chosen, String rejected) {
        return PreferencePair.of(List.of(Message.user(prompt)), chosen, rejected);
    }
}
