package dev.attune.policy.bench;

import java.util.List;
import java.util.stream.IntStream;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.preference.PreferencePair;
import dev.attune.contracts.preference.PromptSplit;
import dev.attune.lm.bench.BenchModel;

/** Pairs of random words: two answers of half the length to a prompt of the other half; one token is the end. */
final class Pairs {

    private Pairs() {}

    /** {@code count} pairs to train on, and one that is held out. */
    static PromptSplit of(int count, int length) {
        List<PreferencePair> pairs = IntStream.rangeClosed(0, count)
                .mapToObj(number -> pair(number, length))
                .toList();
        return new PromptSplit(pairs.subList(1, pairs.size()), pairs.subList(0, 1));
    }

    private static PreferencePair pair(int number, int length) {
        int prompt = length / 2;
        int answer = length - prompt - 1;
        return PreferencePair.of(
                List.of(Message.user(BenchModel.text(prompt, 3L * number))),
                BenchModel.text(answer, 3L * number + 1),
                BenchModel.text(answer, 3L * number + 2));
    }
}
