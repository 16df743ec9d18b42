package dev.attune.preference.pair;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;

/**
 * Pairs to learn from and pairs to judge by, cut between prompts: no prompt is in both.
 *
 * <p>Which side a prompt is on depends on its text and the seed only, so it stays there when more preferences come.
 * When the draw leaves one side without a prompt, the nearest prompt is moved there. Answers that are judged by themselves
 * follow the same draw.
 */
public record PromptSplit(
        List<PreferencePair> training,
        List<PreferencePair> heldOut,
        List<LabelledAnswer> trainingAnswers,
        List<LabelledAnswer> heldOutAnswers) {

    public PromptSplit {
        training = List.copyOf(training);
        heldOut = List.copyOf(heldOut);
        trainingAnswers = List.copyOf(trainingAnswers);
        heldOutAnswers = List.copyOf(heldOutAnswers);
    }

    /** Pairs only. */
    public PromptSplit(List<PreferencePair> training, List<PreferencePair> heldOut) {
        this(training, heldOut, List.of(), List.of());
    }

    /**
     * Splits {@code pairs}.
     *
     * @param heldOutShare expected share of the prompts that are held out, below 1; 0 holds out none
     * @throws AttuneException {@code too-few-prompts} when all pairs are about one prompt
     */
    public static PromptSplit of(List<PreferencePair> pairs, double heldOutShare, long seed) {
        return of(pairs, List.of(), heldOutShare, seed);
    }

    /** As {@link #of(List, double, long)}, with answers that are judged by themselves. */
    public static PromptSplit of(
            List<PreferencePair> pairs, List<LabelledAnswer> answers, double heldOutShare, long seed) {
        if (heldOutShare == 0) {
            return new PromptSplit(pairs, List.of(), answers, List.of());
        }
        List<Drawn> prompts = Stream.concat(
                        pairs.stream().map(PreferencePair::prompt),
                        answers.stream().map(LabelledAnswer::prompt))
                .map(Message::readable)
                .distinct()
                .map(prompt -> new Drawn(prompt, draw(prompt, seed)))
                .sorted(Comparator.comparingDouble(Drawn::number).thenComparing(Drawn::prompt))
                .toList();
        if (prompts.size() < 2) {
            throw ErrorCategory.CALLER.error(
                    "too-few-prompts",
                    "All " + (pairs.size() + answers.size())
                            + " preferences are about one prompt, so none can be held out;"
                            + " collect preferences about more prompts or give a file to evaluate on.");
        }
        long below =
                prompts.stream().filter(drawn -> drawn.number < heldOutShare).count();
        long count = Math.clamp(below, 1, prompts.size() - 1);
        Set<String> held = prompts.stream().limit(count).map(Drawn::prompt).collect(Collectors.toSet());
        Map<Boolean, List<PreferencePair>> pairSides = pairs.stream()
                .collect(Collectors.partitioningBy(pair -> held.contains(Message.readable(pair.prompt()))));
        Map<Boolean, List<LabelledAnswer>> answerSides = answers.stream()
                .collect(Collectors.partitioningBy(answer -> held.contains(Message.readable(answer.prompt()))));
        return new PromptSplit(
                pairSides.getOrDefault(false, List.of()),
                pairSides.getOrDefault(true, List.of()),
                answerSides.getOrDefault(false, List.of()),
                answerSides.getOrDefault(true, List.of()));
    }

    /** Comparisons of both parts with an outcome. */
    public int count(Outcome outcome) {
        return (int) Stream.concat(training.stream(), heldOut.stream())
                .filter(pair -> pair.outcome() == outcome)
                .count();
    }

    private record Drawn(String prompt, double number) {}

    /** A number in [0, 1) from the first 53 bits of SHA-256 over seed and prompt. */
    private static double draw(String prompt, long seed) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        return new Sha256().add(bytes).add(prompt).fraction();
    }
}
