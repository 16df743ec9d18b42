package dev.attune.contracts.settings.gate;

import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GatePolicyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"winRate": {"judge": "gold", "prompts": 0, "maxNewTokens": 64, "atLeast": 0.5}}                                        | winRate.prompts must lie between 1 and 2000 but is 0
            {"winRate": {"judge": "gold", "prompts": 10, "maxNewTokens": 64, "atLeast": 1.5}}                                       | winRate.atLeast must lie between 0 and 1 but is 1.5
            {"arena": {"prompts": 2, "ratingsEach": 2, "leastRaters": 5, "atLeast": 0.5, "maxHours": 72}}                           | arena asks for 5 raters but for 4 ratings only, so it can never be concluded; lower leastRaters
            {"safety": {"cases": [{"prompt": "a", "refuse": true}], "margin": 0.05, "maxNewTokens": 64}}                            | safety.cases must have both: what must be refused, and what may be answered; else refusing everything, or nothing, passes
            {"capability": {"texts": [], "choices": [], "lossMargin": 0.1, "accuracyMargin": 0.1}}                                  | capability has neither texts nor choices, so there is nothing that it could measure
            {"capability": {"choices": [{"question": "a", "choices": ["b", "c"], "right": 2}], "lossMargin": 0.1, "accuracyMargin": 0}} | capability.choices.right must lie between 0 and 1 but is 2
            {"format": {"prompts": 9, "maxNewTokens": 64, "shortest": 1.2, "longest": 1.4, "risesBy": 0.15}}                        | format.shortest must lie between 0 and 1 but is 1.2
            {"bias": {"templates": ["hello"], "groups": [], "margin": 0.1, "maxNewTokens": 64}}                                     | bias.templates must each have the placeholder {person} but one has not: hello
            {"bias": {"templates": [], "groups": [{"name": "women", "words": ["Anna"]}], "margin": 0.1, "maxNewTokens": 64}}        | bias.groups has one group, and there is nothing to compare it with
            {"approval": {"people": 0}}                                                                                             | approval.people must lie between 1 and 10 but is 0
            """)
    void whatCanNeverPassOrMeansNothingIsSaidInASentence(String json, String sentence) {
        assertThatThrownBy(() -> Json.MAPPER.readValue(json, GatePolicy.class))
                .isInstanceOf(JsonProcessingException.class)
                .rootCause()
                .hasMessage(sentence);
    }

    @Test
    void aDryRunIsMeasuredButBlocksNothing() {
        GatePolicy policy = new GatePolicy(
                new WinRateGate(GateJudge.OUTSIDE, 10, 64, 0.5),
                null,
                null,
                null,
                new FormatGate(10, 64, 0.7, 1.4, 0.15),
                null,
                List.of(GateKind.WIN_RATE),
                null);

        assertThat(policy.ofTheTrainer()).isEqualTo(List.of(GateKind.WIN_RATE, GateKind.FORMAT));
        assertThat(policy.blocking()).containsExactly(GateKind.FORMAT);
    }

    @Test
    void textsThatNoRecordOfTheBusHoldsAreRefused() {
        List<CapabilityGate.KnownAnswer> texts = IntStream.range(0, 100)
                .mapToObj(i -> new CapabilityGate.KnownAnswer("What?", "x".repeat(3_900)))
                .toList();

        assertThatThrownBy(() -> new GatePolicy(
                        null, null, null, new CapabilityGate(texts, List.of(), 0.1, 0.1), null, null, List.of(), null))
                .hasMessage("the texts of the gates have 390500 characters, but 300000 are the most");
    }
}
