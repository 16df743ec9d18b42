package dev.attune.policy.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.EvaluationConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class WinRateEvaluationTest {

    /** Likes an answer the more, the longer it is. */
    private static final Judge LONGER = new RewardModelJudge("longer", (prompts, answers) -> {
        float[] lengths = new float[answers.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = answers.get(i).length();
        }
        return lengths;
    });

    private static final List<List<Message>> PROMPTS = IntStream.range(0, 100)
            .mapToObj(i -> List.of(Message.user("prompt " + i)))
            .toList();

    @Test
    void aCheckpointThatIsBetterOnThreeOfFourPromptsWinsThreeQuarters() {
        WinRate result = run(100, 1, betterOn(75), always("ten chars."));
        assertThat(result.winRate().mean()).isEqualTo(0.75);
        // Wilson's interval for 75 of 100, as published tables have it.
        assertThat(result.winRate().low()).isCloseTo(0.6570, within(1e-4));
        assertThat(result.winRate().high()).isCloseTo(0.8246, within(1e-4));
        assertThat(result.judge()).isEqualTo("longer");
        assertThat(result.metrics()).containsEntry("wins", 75.0).containsEntry("losses", 25.0);
    }

    @Test
    void aCheckpointAgainstItselfTiesEverywhere() {
        Answerer seeded = (prompts, seeds) ->
                Arrays.stream(seeds).mapToObj(Long::toUnsignedString).toList();
        WinRate result = run(100, 7, seeded, seeded);
        assertThat(result.winRate().mean()).isEqualTo(0.5);
        assertThat(result.metrics()).containsEntry("ties", 100.0);
    }

    @Test
    void theOrderOnTheScreenIsDrawnAndDoesNotMatterToAFairJudge() {
        WinRate result = run(100, 3, betterOn(60), always("ten chars."));
        long first = result.pairs().stream().filter(WinRate.Pair::shownFirst).count();
        assertThat(first).isBetween(35L, 65L);
        double shownFirst = result.metrics().getOrDefault("winRateShownFirst", -1.0);
        double shownSecond = result.metrics().getOrDefault("winRateShownSecond", -1.0);
        assertThat(shownFirst * first + shownSecond * (100 - first)).isCloseTo(60, within(1e-9));
    }

    @Test
    void aJudgeThatAlwaysSaysFirstIsUnmaskedByItsBiasForAPlace() {
        Judge stuck = new RewardModelJudge("stuck", (prompts, answers) -> {
            float[] rewards = new float[answers.size()];
            Arrays.fill(rewards, 0, answers.size() / 2, 1);
            return rewards;
        });
        WinRate result =
                new WinRateEvaluation(new EvaluationConfig(100, 8, 1, 5)).run(PROMPTS, always("a"), always("b"), stuck);
        assertThat(result.metrics()).containsEntry("winRateShownFirst", 1.0).containsEntry("winRateShownSecond", 0.0);
    }

    /** Of 100 pairs 60 are won by the longer answer, 30 by the shorter one, and 10 are equally long: 60 / 90. */
    @Test
    void aJudgeThatGainsByLengthIsUnmasked() {
        Answerer lengths = (prompts, seeds) -> prompts.stream()
                .map(prompt -> {
                    int number = Integer.parseInt(prompt.getFirst().content().replace("prompt ", ""));
                    return number < 90 ? "longer than ten" : "ten chars.";
                })
                .toList();
        Judge some = new RewardModelJudge("some", (prompts, answers) -> {
            float[] rewards = new float[answers.size()];
            for (int i = 0; i < rewards.length; i++) {
                int number =
                        Integer.parseInt(prompts.get(i).getFirst().content().replace("prompt ", ""));
                boolean longer = answers.get(i).length() > 10;
                rewards[i] = (number < 60) == longer ? 1 : 0;
            }
            return rewards;
        });
        WinRate result = new WinRateEvaluation(new EvaluationConfig(100, 8, 1, 1))
                .run(PROMPTS, lengths, always("ten chars."), some);
        assertThat(result.metrics().get("longerWins")).isCloseTo(60.0 / 90, within(1e-12));
        assertThat(run(100, 1, betterOn(75), always("ten chars.")).metrics()).containsEntry("longerWins", 1.0);
    }

    @Test
    void sameSeedSamePairsAndAnotherSeedOthers() {
        List<WinRate.Pair> one = run(20, 11, betterOn(50), always("ten chars.")).pairs();
        assertThat(run(20, 11, betterOn(50), always("ten chars.")).pairs()).isEqualTo(one);
        assertThat(run(20, 12, betterOn(50), always("ten chars.")).pairs()).isNotEqualTo(one);
        assertThat(one).hasSize(20);
    }

    @Test
    void writesOneJsonLinePerPair(@TempDir Path directory) throws Exception {
        WinRateEvaluation.write(run(3, 1, always("a longer answer"), always("b")), directory);
        List<String> lines = Files.readAllLines(directory.resolve(WinRateEvaluation.PAIRS));
        assertThat(lines).hasSize(3);
        JsonNode pair = Json.MAPPER.readTree(lines.getFirst());
        assertThat(pair.path("prompt").path(0).path("role").asText()).isEqualTo("user");
        assertThat(pair.path("answer").asText()).isEqualTo("a longer answer");
        assertThat(pair.path("opponentAnswer").asText()).isEqualTo("b");
        assertThat(pair.path("result").asText()).isEqualTo("WIN");
    }

    @Test
    void withoutPromptsItSaysSo() {
        WinRateEvaluation evaluation = new WinRateEvaluation(EvaluationConfig.defaults());
        assertThatThrownBy(() -> evaluation.run(List.of(), always("a"), always("b"), LONGER))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("no held-out prompt");
    }

    private static WinRate run(int prompts, long seed, Answerer checkpoint, Answerer opponent) {
        return new WinRateEvaluation(new EvaluationConfig(prompts, 8, 1, seed))
                .run(PROMPTS, checkpoint, opponent, LONGER);
    }

    private static Answerer always(String answer) {
        return (prompts, seeds) -> prompts.stream().map(prompt -> answer).toList();
    }

    /** Answers the prompts with a number below {@code count} at greater length than {@link #always} does. */
    private static Answerer betterOn(int count) {
        return (prompts, seeds) -> prompts.stream()
                .map(prompt -> prompt.getFirst().content().replace("prompt ", ""))
                .map(number -> Integer.parseInt(number) < count ? "more than ten characters" : "few")
                .toList();
    }
}
