package dev.attune.lm.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.lm.evaluate.Perplexity;
import dev.attune.lm.evaluate.Perplexity.Windows;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;

/** Measures how well a model predicts texts. */
@Command(
        name = "evaluate-perplexity",
        description = {
            "Perplexity over all tokens but each text's first.",
            "A text longer than the window is read in windows, each a stride after the last; a token is predicted in the"
                    + " first window that has it."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: evaluate-perplexity --model smollm2 --data texts.jsonl --json result.json"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PerplexityCommand implements Callable<Integer> {
    private static final List<String> JSON_LINES = List.of(".jsonl", ".ndjson", ".json");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description =
                    "JSON lines with a \"text\" each (.jsonl, .ndjson, .json); a file of any other name is one text.")
    private Path data;

    @Option(names = "--window", paramLabel = "N", description = "Tokens seen at once (default: the model's positions).")
    private @Nullable Integer window;

    @Option(names = "--stride", paramLabel = "N", description = "Tokens between windows (default: half a window).")
    private @Nullable Integer stride;

    @Option(names = "--adapter", paramLabel = "DIR", description = "A LoRA adapter in PEFT's format.")
    private @Nullable Path adapter;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write perplexity, loss, meanLogProbability, tokens and texts here.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        List<String> texts = texts(data);
        try (LanguageModel loaded = model.load()) {
            Adapter active = ModelOptions.adapter(loaded, adapter);
            Perplexity perplexity = Perplexity.of(loaded, active, texts, windows(loaded));
            spec.commandLine()
                    .getOut()
                    .printf("perplexity %.4f over %d tokens%n", perplexity.value(), perplexity.tokens());
            ObjectNode result = JsonOutput.JSON
                    .createObjectNode()
                    .put("perplexity", perplexity.value())
                    .put("loss", -perplexity.meanLogProbability())
                    .put("meanLogProbability", perplexity.meanLogProbability())
                    .put("tokens", perplexity.tokens())
                    .put("texts", texts.size());
            JsonOutput.write(json, result);
        }
        return 0;
    }

    private Windows windows(LanguageModel loaded) {
        int size = window == null
                ? loaded.config().maximumPositions()
                : Math.min(window, loaded.config().maximumPositions());
        return new Windows(size, stride == null ? Math.max(size / 2, 1) : stride);
    }

    private static List<String> texts(Path path) throws IOException {
        String name = path.getFileName().toString();
        if (JSON_LINES.stream().noneMatch(name::endsWith)) {
            return List.of(Files.readString(path));
        }
        List<String> texts = new ArrayList<>();
        List<String> lines = Files.readAllLines(path);
        for (int number = 0; number < lines.size(); number++) {
            if (!lines.get(number).isBlank()) {
                texts.add(text(lines.get(number), path, number + 1));
            }
        }
        return texts;
    }

    private static String text(String line, Path path, int number) {
        try {
            JsonNode text = JsonOutput.JSON.readTree(line).path("text");
            if (text.isTextual()) {
                return text.asText();
            }
            throw new IllegalArgumentException(path + ", line " + number + ": there is no column text.");
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(path + ", line " + number + " is not JSON.", failure);
        }
    }
}
