package dev.attune.lm.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationOptions;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.generate.StopText;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.text.Message;
import dev.attune.lm.text.StreamingDecoder;

/** Answers one prompt, token by token. */
@Command(
        name = "generate",
        description = "Answer a prompt, streamed as it is made.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: generate --model smollm2 --prompt \"What is the capital of France?\" --temperature 0"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "What the user says.")
    private String prompt;

    @Option(names = "--adapter", paramLabel = "DIR", description = "An adapter in PEFT's format, of any kind.")
    private @Nullable Path adapter;

    @Option(names = "--raw", description = "Continue the text as it is: no chat template, no added special tokens.")
    private boolean raw;

    @Mixin
    private SamplingOptions sampling;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "The same seed gives the same answer; samples take the next ones (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--samples",
            defaultValue = "1",
            description = "Number of answers, of which one prefill serves all (default ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--memory-mb",
            defaultValue = "0",
            description =
                    "Most memory for the cache and packed weights; 0 for what is free (default ${DEFAULT-VALUE}).")
    private long memory;

    @Option(names = "--no-packing", description = "No second copy of the weights: slower, and less memory.")
    private boolean unpacked;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write text, tokens, logProbabilities, seconds and so on here.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        if (samples < 1 || memory < 0) {
            throw new IllegalArgumentException("There must be at least one sample, and a memory of at least 0 MB.");
        }
        try (LanguageModel loaded = model.load()) {
            SamplingSettings settings = sampling.settings(loaded.tokenizer());
            Adapter active = model.adapter(loaded, adapter);
            int[] tokens = raw ? loaded.tokenizer().encode(prompt) : loaded.promptTokens(List.of(Message.user(prompt)));
            if (tokens.length == 0) {
                throw new IllegalArgumentException(
                        "The prompt is empty; with --raw there must be at least one token to continue.");
            }
            long start = System.nanoTime();
            List<Generation> answers = answers(loaded, active, tokens, settings);
            JsonOutput.write(json, result(loaded, answers, (System.nanoTime() - start) / 1e9));
        }
        return 0;
    }

    private List<Generation> answers(LanguageModel loaded, Adapter active, int[] tokens, SamplingSettings settings) {
        GenerationOptions options =
                GenerationOptions.defaults().withMemoryBytes(memory << 20).withPackedWeights(!unpacked);
        Generator generator = new Generator(loaded, active, options);
        List<GenerationRequest> requests = LongStream.range(seed, seed + samples)
                .mapToObj(one -> new GenerationRequest(tokens, one))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (samples == 1) {
            return List.of(streamed(loaded, generator, requests, settings, out));
        }
        List<Generation> answers = generator.generate(requests, settings);
        for (int i = 0; i < samples; i++) {
            out.println("--- " + (seed + i));
            out.println(answers.get(i).text(loaded.tokenizer()));
        }
        return answers;
    }

    /** Shows the text as it is made, but nothing of a stop string. */
    private static Generation streamed(
            LanguageModel loaded,
            Generator generator,
            List<GenerationRequest> requests,
            SamplingSettings settings,
            PrintWriter out) {
        StreamingDecoder decoder = new StreamingDecoder(loaded.tokenizer());
        StopText stops = new StopText(settings.stopStrings());
        Generation answer = generator
                .generate(requests, settings, (index, token) -> {
                    out.print(stops.add(decoder.add(token)));
                    out.flush();
                })
                .getFirst();
        out.print(stops.add(decoder.finish()));
        out.println(stops.finish());
        return answer;
    }

    private static ObjectNode result(LanguageModel loaded, List<Generation> answers, double seconds) {
        ObjectNode result = result(loaded, answers.getFirst());
        result.put("seconds", seconds);
        if (answers.size() > 1) {
            answers.forEach(answer -> result.withArray("samples").add(result(loaded, answer)));
        }
        return result;
    }

    private static ObjectNode result(LanguageModel loaded, Generation answer) {
        ObjectNode result = JsonOutput.JSON.createObjectNode();
        result.put("text", answer.text(loaded.tokenizer()));
        result.set("tokens", JsonOutput.JSON.valueToTree(answer.tokens()));
        result.set("logProbabilities", JsonOutput.JSON.valueToTree(answer.logProbabilities()));
        result.set("samplingLogProbabilities", JsonOutput.JSON.valueToTree(answer.samplingLogProbabilities()));
        result.put("finish", answer.finish().name().toLowerCase(Locale.ROOT));
        return result;
    }
}
