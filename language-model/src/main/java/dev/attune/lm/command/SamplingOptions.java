package dev.attune.lm.command;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import picocli.CommandLine.Option;

import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.text.Tokenizer;

/** The options that say how tokens are chosen. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SamplingOptions {
    @Option(names = "--ignore-eos", description = "Go on after the end-of-sequence token.")
    private boolean ignoreEnd;

    @Option(
            names = "--temperature",
            defaultValue = "0.7",
            description = "0 takes the likeliest token (default ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(
            names = "--top-p",
            defaultValue = "1",
            description = "Share of the probability to choose from (default ${DEFAULT-VALUE}).")
    private double topP;

    @Option(
            names = "--top-k",
            defaultValue = "0",
            description = "Number of tokens to choose from; 0 for all (default ${DEFAULT-VALUE}).")
    private int topK;

    @Option(
            names = "--max-new-tokens",
            defaultValue = "256",
            description = "Longest answer (default ${DEFAULT-VALUE}).")
    private int maximumNewTokens;

    @Option(
            names = "--min-p",
            defaultValue = "0",
            description = "Least share of the likeliest token's probability; 0 for all (default ${DEFAULT-VALUE}).")
    private double minP;

    @Option(
            names = "--repetition-penalty",
            defaultValue = "1",
            description = "Above 1, tokens that have appeared become less likely (default ${DEFAULT-VALUE}).")
    private double repetitionPenalty;

    @Option(names = "--min-new-tokens", defaultValue = "0", description = "Shortest answer (default ${DEFAULT-VALUE}).")
    private int minimumNewTokens;

    @Option(names = "--stop", paramLabel = "TEXT", description = "End the answer before this text; may be repeated.")
    private List<String> stopStrings = List.of();

    @Option(names = "--bad-word", paramLabel = "TEXT", description = "Never write this text; may be repeated.")
    private List<String> badWords = List.of();

    /** A bad word counts as its tokens, at the start of a text and after a space. */
    SamplingSettings settings(Tokenizer tokenizer) {
        List<List<Integer>> words = badWords.stream()
                .flatMap(word -> Stream.of(word, " " + word))
                .map(word -> Arrays.stream(tokenizer.encode(word)).boxed().toList())
                .filter(tokens -> !tokens.isEmpty())
                .distinct()
                .toList();
        return new SamplingSettings(
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                stopStrings,
                words,
                minimumNewTokens,
                maximumNewTokens,
                ignoreEnd);
    }
}
