package dev.attune.lm.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.lm.Adapter;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.adapt.PeftDirectory;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.text.Message;
import dev.attune.lm.text.StreamingDecoder;

/** Answers one prompt, token by token. */
@Command(
        name = "generate",
        description = "Answer a prompt, streamed as it is made.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: generate --model smollm2 --prompt \"What is the capital of France?\" --temperature 0"})
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "What the user says.")
    private String prompt;

    @Option(names = "--adapter", paramLabel = "DIR", description = "A LoRA adapter in PEFT's format.")
    private @Nullable Path adapter;

    @Option(names = "--raw", description = "Continue the text as it is: no chat template, no added special tokens.")
    private boolean raw;

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
            names = "--seed",
            defaultValue = "0",
            description = "The same seed gives the same answer (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write text, tokens, logProbabilities and seconds here.")
    private @Nullable Path json;

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    GenerateCommand() {}

    @Override
    public Integer call() throws IOException {
        SamplingSettings settings = new SamplingSettings(temperature, topK, topP, 0, maximumNewTokens, ignoreEnd);
        try (LanguageModel loaded = model.load()) {
            Adapter active = adapter == null
                    ? Adapter.NONE
                    : PeftDirectory.load(loaded.manager(), loaded.transformer(), adapter);
            int[] tokens = raw ? loaded.tokenizer().encode(prompt) : loaded.promptTokens(List.of(Message.user(prompt)));
            if (tokens.length == 0) {
                throw new IllegalArgumentException(
                        "The prompt is empty; with --raw there must be at least one token to continue.");
            }
            long start = System.nanoTime();
            Generation answer = answer(loaded, active, new GenerationRequest(tokens, seed), settings);
            JsonOutput.write(json, result(loaded, answer, (System.nanoTime() - start) / 1e9));
        }
        return 0;
    }

    private Generation answer(
            LanguageModel loaded, Adapter active, GenerationRequest request, SamplingSettings settings) {
        PrintWriter out = spec.commandLine().getOut();
        StreamingDecoder decoder = new StreamingDecoder(loaded.tokenizer());
        Generation answer = new Generator(loaded, active)
                .generate(List.of(request), settings, (index, token) -> {
                    out.print(decoder.add(token));
                    out.flush();
                })
                .getFirst();
        out.println(decoder.finish());
        return answer;
    }

    private static ObjectNode result(LanguageModel loaded, Generation answer, double seconds) {
        ObjectNode result = JsonOutput.JSON.createObjectNode();
        result.put("text", loaded.tokenizer().decode(answer.textTokens()));
        result.set("tokens", JsonOutput.JSON.valueToTree(answer.tokens()));
        result.set("logProbabilities", JsonOutput.JSON.valueToTree(answer.logProbabilities()));
        result.put("finish", answer.finish().name().toLowerCase(Locale.ROOT));
        result.put("seconds", seconds);
        return result;
    }
}
