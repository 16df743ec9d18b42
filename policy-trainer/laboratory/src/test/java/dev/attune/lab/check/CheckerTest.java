package dev.attune.lab.check;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.event.Message;
import dev.attune.lab.check.CaseScore.State;
import dev.attune.lab.suite.Case;
import dev.attune.lab.suite.Check;
import dev.attune.text.SettingsFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CheckerTest {

    /** A judge that likes long answers, and gives none of short ones. */
    private static final class LengthJudge implements Judges {
        @Override
        public Judgement rubric(Check check, String rubric, Answered answered) throws NoJudgement {
            if (answered.output().length() < 3) {
                throw new NoJudgement("too short to judge");
            }
            boolean long5 = answered.output().length() > 5;
            return new Judgement(long5, long5 ? 0.9 : 0.2, rubric);
        }

        @Override
        public Judgement label(Check check, JsonNode value, Answered answered) {
            return new Judgement(true, 0.75, "");
        }

        @Override
        public double reward(Check check, JsonNode value, Answered answered) {
            return answered.output().length();
        }
    }

    private static List<Verdict> verdicts(List<Check> checks, String output) {
        Case one = new Case("case 1", "", Map.of("topic", "tea"), checks, OptionalDouble.empty(), "", "");
        return new Checker(new LengthJudge()).check(new Answered(one, List.of(Message.user("?")), output, 120, 8));
    }

    private static Check check(String type, @Nullable String value, @Nullable Double threshold) throws IOException {
        boolean negated = type.startsWith("not-");
        JsonNode json = value == null
                ? MissingNode.getInstance()
                : SettingsFile.parse("[" + value + "]").get(0);
        return new Check(
                negated ? type.substring(4) : type,
                negated,
                json,
                threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold),
                1,
                "",
                "",
                "",
                true,
                List.of());
    }

    @ParameterizedTest(name = "{0} {1} of {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "equals         | tea                         | tea             | true",
                "equals         | tea                         | `tea `          | false",
                "equals         | '{{ topic }}'               | tea             | true",
                "equals         | {a: 1, b: [x]}              | {\"b\":[\"x\"],\"a\":1.0} | true",
                "equals         | {a: 1}                      | {\"a\":1} x     | false",
                "not-equals     | tea                         | tee             | true",
                "contains       | ea                          | tea             | true",
                "contains       | EA                          | tea             | false",
                "icontains      | EA                          | tea             | true",
                "contains-all   | [t, a]                      | tea             | true",
                "contains-all   | 't, x'                      | tea             | false",
                "contains-any   | [x, a]                      | tea             | true",
                "icontains-all  | [T, A]                      | tea             | true",
                "icontains-any  | [X, Y]                      | tea             | false",
                "not-icontains-any | [X, Y]                   | tea             | true",
                "starts-with    | te                          | tea             | true",
                "regex          | '^\\d{2}$'                  | 42              | true",
                "regex          | '^\\d{2}$'                  | 421             | false",
                "regex          | 't(?=ea)'                   | tea             | true",
                "regex          | '(('                        | tea             | false",
                "regex          | '^(?=x?)(a+)+$'             | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | false",
                "is-json        | -                           | [1, 2]          | true",
                "is-json        | -                           | [1, 2] x        | false",
                "is-json        | {type: object, required: [a]} | {\"a\": 1}    | true",
                "is-json        | {type: object, required: [a]} | {\"b\": 1}    | false",
                "not-is-json    | {type: object, required: [a]} | {\"b\": 1}    | true",
                "is-json        | 'type: object'              | {}              | true",
                "contains-json  | -                           | so: {\"a\": 1}! | true",
                "contains-json  | {required: [b]}             | {\"a\":1} {\"b\":2} | true",
                "contains-json  | -                           | no {            | false",
                "is-refusal     | -                           | I'm sorry, but no | true",
                "not-is-refusal | -                           | Of course       | true",
                "word-count     | 2                           | two words       | true",
                "word-count     | {min: 3}                    | two words       | false",
                "levenshtein    | kitten                      | sitting         | true",
                "bleu           | the cat sat on the mat      | the cat sat on the mat | true",
                "bleu           | the cat sat on the mat      | a dog           | false",
                "rouge-n        | the cat sat                 | the cat sat     | true",
                "llm-rubric     | be long                     | a long answer   | true",
                "llm-rubric     | be long                     | a b             | false",
                "not-llm-rubric | be long                     | a b             | true",
                "not-llm-rubric | be long                     | a               | false",
                "attune:reward  | folder                      | tea             | true",
            })
    void checks(String type, @Nullable String value, String output, boolean passes) throws IOException {
        Verdict verdict = verdicts(List.of(check(type, value, null)), output).getFirst();
        assertThat(verdict.passed()).as(verdict.reason()).isEqualTo(passes);
        assertThat(verdict.score()).isBetween(0.0, 1.0);
        assertThat(verdict.skipped()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "levenshtein,2,false",
        "levenshtein,3,true",
        "latency,100,false",
        "latency,150,true",
        "perplexity,7,false",
        "perplexity,9,true",
        "attune:reward,8,false",
        "attune:reward,7,true",
        "llm-rubric,0.95,false"
    })
    void thresholds(String type, double threshold, boolean passes) throws IOException {
        assertThat(verdicts(List.of(check(type, "kitten", threshold)), "sitting")
                        .getFirst()
                        .passed())
                .isEqualTo(passes);
    }

    @Test
    void scoresOfWordsInCommon() {
        assertThat(Likeness.rouge("the cat sat", "the cat ran away")).isCloseTo(2 * 2.0 / 7, within(1e-12));
        // precisions 3/4, (2+1)/(3+1), (1+1)/(2+1), (0+1)/(1+1); no brevity
        assertThat(Likeness.bleu("the cat sat", "the cat sat down"))
                .isCloseTo(Math.pow(0.75 * 0.75 * 2 / 3 * 0.5, 0.25), within(1e-12));
    }

    @Test
    void aCaseIsTheWeightedMeanOfWhatWasComputed() {
        Verdict good = new Verdict("a", true, 1, "", false, 3, "");
        Verdict bad = new Verdict("b", false, 0, "bad", false, 1, "");
        Verdict skipped = new Verdict("c", false, 0, "code", true, 5, "");
        assertThat(CaseScore.of(List.of(good, bad, skipped), OptionalDouble.empty()))
                .isEqualTo(new CaseScore(State.FAILED, 0.75, "b: bad"));
        assertThat(CaseScore.of(List.of(good, bad), OptionalDouble.of(0.7)).state())
                .isEqualTo(State.PASSED);
        assertThat(CaseScore.of(List.of(bad), OptionalDouble.of(0)).state()).isEqualTo(State.PASSED);
        assertThat(CaseScore.of(List.of(skipped), OptionalDouble.empty()).state())
                .isEqualTo(State.SKIPPED);
        assertThat(CaseScore.of(List.of(), OptionalDouble.empty()).state()).isEqualTo(State.UNCHECKED);
    }
}
