package dev.attune.policy.gate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against torch and transformers: the model and the losses of {@code make_direct_steps.py}. */
class GateSideTest {

    private static final Path FIXTURE = Path.of("src/test/resources/direct-steps");
    private static final List<List<String>> PAIRS = List.of(
            List.of("w1 w2 w3", "w4 w5", "w6 w7 w8"),
            List.of("w9 w10", "w11 w12 w13 w14", "w15"),
            List.of("w16 w2 w9 w4", "w5 w5 w5", "w6"),
            List.of("w20", "w21 w22", "w23 w24 w25 w26"),
            List.of("w7 w8 w9", "w1", "w2"),
            List.of("w3 w3 w27 w1 w0", "w4 w9 w5 w10 w11", "w12 w13"));

    private LanguageModel model;
    private GateSide side;

    @BeforeEach
    void load() {
        model = LanguageModel.load(FIXTURE, LoadOptions.float32());
        side = new GateSide(model, Adapter.NONE, () -> {});
    }

    @AfterEach
    void close() {
        model.close();
    }

    /** The loss of ORPO before its first step is made of both answers' mean log-probabilities and nothing else. */
    @Test
    void theLossOfAnswersIsTransformers() throws IOException {
        double[] chosen = side.loss(prompts(), answers(1));
        double[] rejected = side.loss(prompts(), answers(2));
        double weight = 0.4;
        double loss = IntStream.range(0, chosen.length)
                .mapToDouble(i -> {
                    double odds = logOdds(-chosen[i]) - logOdds(-rejected[i]);
                    return chosen[i] + weight * Math.log1p(Math.exp(-odds));
                })
                .average()
                .orElseThrow();
        double golden = Json.MAPPER
                .readTree(FIXTURE.resolve("steps.json").toFile())
                .path("runs")
                .path("orpo")
                .path("losses")
                .path(0)
                .asDouble();
        assertThat(loss).isCloseTo(golden, within(1e-5));
    }

    @Test
    void whatDoesNotFitHasNoLossAndTheOthersKeepTheirs() {
        double[] alone = side.loss(prompts().subList(0, 1), answers(1).subList(0, 1));
        String tooLong = "w1 ".repeat(80).strip();
        double[] both = side.loss(
                List.of(prompts().getFirst(), prompts().getFirst()),
                List.of(answers(1).getFirst(), tooLong));
        assertThat(both[0]).isCloseTo(alone[0], within(1e-6));
        assertThat(both[1]).isNaN();
        assertThat(side.takes(List.of(Message.user(tooLong)))).isFalse();
        assertThat(side.takes(prompts().getFirst())).isTrue();
    }

    @Test
    void theSameSeedsGiveTheSameAnswersAndACutOneIsSeen() {
        List<List<Message>> prompts =
                Stream.of(prompts(), prompts()).flatMap(List::stream).toList();
        long[] seeds = IntStream.range(0, prompts.size()).mapToLong(i -> i % 6).toArray();
        List<GateAnswer> answers = side.answer(prompts, seeds, 1, 3);
        assertThat(answers.subList(0, 6)).isEqualTo(answers.subList(6, 12));
        assertThat(answers).anyMatch(GateAnswer::cut);
    }

    private static double logOdds(double logProbability) {
        return logProbability - Math.log1p(-Math.exp(logProbability));
    }

    private static List<List<Message>> prompts() {
        return PAIRS.stream()
                .map(pair -> List.of(Message.user(pair.getFirst())))
                .toList();
    }

    private static List<String> answers(int which) {
        return PAIRS.stream().map(pair -> pair.get(which)).toList();
    }
}
