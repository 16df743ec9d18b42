package dev.attune.policy.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.policy.ground.Seeds;

/**
 * What gates measure with.
 *
 * @param checkpoint that is measured
 * @param opponent beside which it is
 * @param heldOut prompts of the project on which neither was trained
 * @param seed of prompts, answers and intervals
 */
public record GateBench(
        GateSide checkpoint, GateSide opponent, List<List<Message>> heldOut, GateJudges judges, long seed) {

    private static final int CHOICE = 0;
    private static final int ANSWER = 1;
    private static final int INTERVAL = 2;

    public GateBench {
        heldOut = List.copyOf(heldOut);
    }

    /** Answers of both to the same prompts. */
    record Answers(List<List<Message>> prompts, List<GateAnswer> own, List<GateAnswer> other) {}

    /** Held-out prompts that both take, at most so many, drawn by seed. */
    List<List<Message>> prompts(GateKind kind, int most) {
        List<List<Message>> usable = heldOut.stream().filter(this::bothTake).toList();
        if (usable.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-prompts",
                    heldOut.isEmpty()
                            ? "The project has no held-out prompt to measure on; add some."
                            : "None of the " + heldOut.size()
                                    + " held-out prompts fits both models; add shorter ones.");
        }
        return Seeds.order(usable.size(), Seeds.derive(seed, kind.ordinal(), CHOICE)).stream()
                .limit(most)
                .map(usable::get)
                .toList();
    }

    boolean bothTake(List<Message> prompt) {
        return checkpoint.takes(prompt) && opponent.takes(prompt);
    }

    /** Both answer with the same seeds, so that a checkpoint beside itself gives the same answers. */
    Answers answers(GateKind kind, List<List<Message>> prompts, double temperature, int maxNewTokens) {
        long[] seeds = LongStream.range(0, prompts.size())
                .map(i -> Seeds.derive(seed, kind.ordinal(), ANSWER, i))
                .toArray();
        return new Answers(
                prompts,
                checkpoint.answer(prompts, seeds, temperature, maxNewTokens),
                opponent.answer(prompts, seeds, temperature, maxNewTokens));
    }

    /** The seed of what is drawn for an interval. */
    long interval(GateKind kind, int number) {
        return Seeds.derive(seed, kind.ordinal(), INTERVAL, number);
    }

    /** The places of prompts that both take. */
    List<Integer> fitting(List<List<Message>> prompts) {
        return new ArrayList<>(IntStream.range(0, prompts.size())
                .filter(i -> bothTake(prompts.get(i)))
                .boxed()
                .toList());
    }
}
