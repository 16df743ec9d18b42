package dev.attune.policy.evaluation;

import java.util.List;

import dev.attune.contracts.event.Message;

/** Says which of two answers is the better one, without knowing who gave which. */
public sealed interface Judge permits RewardModelJudge, HttpJudge {

    /** One verdict for each comparison, in order. */
    Judgement judge(List<Comparison> comparisons);

    /** Two answers to a prompt as they stand on the judge's screen. */
    record Comparison(List<Message> prompt, String first, String second) {
        public Comparison {
            prompt = List.copyOf(prompt);
        }
    }

    /** Which answer is better. */
    enum Verdict {
        FIRST,
        SECOND,
        TIE
    }

    /**
     * What a judge said.
     *
     * @param judge the name under which the result is published
     */
    record Judgement(String judge, List<Verdict> verdicts) {
        public Judgement {
            verdicts = List.copyOf(verdicts);
        }
    }
}
