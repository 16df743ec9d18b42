package dev.attune.lab.classify;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import dev.attune.lab.model.MeasuredModel;
import dev.attune.lm.classify.LabelTrie;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.text.Message;

/** How likely each of several answers is after a conversation, against the others. */
public final class WordScorer {

    private WordScorer() {}

    /** Probabilities that sum to 1, in the order of the answers. */
    public static double[] probabilities(MeasuredModel model, List<Message> conversation, List<String> answers) {
        int[] context = model.model().promptTokens(conversation);
        OptionalInt end = model.model().dialogue().end();
        List<int[]> words = answers.stream()
                .map(answer -> model.model().dialogue().answer(conversation, answer))
                .map(tokens -> end.isPresent() ? Arrays.copyOf(tokens, tokens.length - 1) : tokens)
                .toList();
        Prompt prompt = new Prompt(context, new LabelTrie(words, end), "a case");
        double[] logs = new LabelScorer(model).score(List.of(prompt))[0];
        double most = Arrays.stream(logs).max().orElseThrow();
        double sum = Arrays.stream(logs).map(log -> Math.exp(log - most)).sum();
        return Arrays.stream(logs).map(log -> Math.exp(log - most) / sum).toArray();
    }
}
