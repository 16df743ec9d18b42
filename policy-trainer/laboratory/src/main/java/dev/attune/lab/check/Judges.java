package dev.attune.lab.check;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.lab.suite.Check;

/** Checks that need a model. */
public interface Judges {

    /** What a judge says. */
    record Judgement(boolean passed, double score, String reason) {}

    /** That a judge gave no judgement; the check then fails, negated or not. */
    final class NoJudgement extends Exception {
        private static final long serialVersionUID = 1;

        public NoJudgement(String reason) {
            super(reason);
        }
    }

    /** Whether an answer is as a text asks. */
    Judgement rubric(Check check, String rubric, Answered answered) throws NoJudgement;

    /** How likely the label of {@code value} is among all, after the prompt. */
    Judgement label(Check check, JsonNode value, Answered answered) throws NoJudgement;

    /** What a reward model gives for the answer. */
    double reward(Check check, JsonNode value, Answered answered) throws NoJudgement;

    /** The labels that checks of a suite name, in order. */
    static List<String> labels(List<Check> checks) {
        return checks.stream()
                .filter(check -> check.type().equals("attune:label"))
                .map(check -> check.value().asText())
                .distinct()
                .toList();
    }
}
