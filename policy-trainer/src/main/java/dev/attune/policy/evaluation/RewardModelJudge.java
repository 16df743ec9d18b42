package dev.attune.policy.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.attune.contracts.event.Message;
import dev.attune.policy.ground.RewardFunction;

/**
 * The answer with the higher reward is the better one; equal rewards tie.
 *
 * <p>A policy that was trained against the same reward model wins too easily here: prefer an outside judge.
 *
 * @param name such as {@code reward-model:reward-3f2a91}
 */
public record RewardModelJudge(String name, RewardFunction scorer) implements Judge {

    @Override
    public Judgement judge(List<Comparison> comparisons) {
        List<List<Message>> prompts =
                comparisons.stream().map(Comparison::prompt).toList();
        float[] rewards = scorer.score(
                Stream.concat(prompts.stream(), prompts.stream()).toList(),
                Stream.concat(
                                comparisons.stream().map(Comparison::first),
                                comparisons.stream().map(Comparison::second))
                        .toList());
        int count = comparisons.size();
        List<Verdict> verdicts = IntStream.range(0, count)
                .mapToObj(i -> better(rewards[i], rewards[count + i]))
                .toList();
        return new Judgement(name, verdicts);
    }

    private static Verdict better(float first, float second) {
        int order = Float.compare(first, second);
        return order > 0 ? Verdict.FIRST : order < 0 ? Verdict.SECOND : Verdict.TIE;
    }
}
