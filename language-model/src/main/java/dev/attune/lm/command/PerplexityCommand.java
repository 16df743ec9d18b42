package dev.attune.lm.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

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
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TextFile;

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
    private static final String TEXT = "text";

    /** Bad lines that are named one by one. */
    private static final int NAMED = 20;

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

    @Option(names = "--adapter", paramLabel = "DIR", description = "An adapter in PEFT's format, of any kind.")
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
            Adapter active = model.adapter(loaded, adapter);
            Perplexity perplexity = Perplexity.of(loaded, active, texts, windows(loaded, active.places()));
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

    private Windows windows(LanguageModel loaded, int places) {
        int room = loaded.config().maximumPositions() - places;
        int size = window == null ? room : Math.min(window, room);
        return new Windows(size, stride == null ? Math.max(size / 2, 1) : stride);
    }

    private List<String> texts(Path path) {
        try {
            String name = path.getFileName().toString().replaceFirst("\\.gz$", "");
            if (JSON_LINES.stream().noneMatch(name::endsWith)) {
                return List.of(TextFile.whole(path));
            }
            List<String> texts = new ArrayList<>();
            Map<String, Integer> unused = new TreeMap<>();
            List<String> bad = new ArrayList<>();
            JsonRows.read(path, row -> {
                switch (row) {
                    case Row.Bad wrong -> bad.add("line " + row.line() + ": " + wrong.sentence());
                    case Row.Good good
                    when !good.json().path(TEXT).isTextual() ->
                        bad.add("line " + row.line() + ": there is no column text that is a text");
                    case Row.Good good -> texts.add(text(good, unused));
                }
            });
            requireAll(path, bad);
            if (!unused.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println(path + ": without effect are the columns " + unused + " (with rows).");
            }
            if (texts.isEmpty()) {
                throw new IllegalArgumentException(path + " holds no text; give JSON lines with a column text.");
            }
            return texts;
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read: " + TextFile.reason(e) + ".", e);
        }
    }

    /** A measure over fewer texts than were given would be another one, so bad lines, all of which are named at once, end the command. */
    private static void requireAll(Path path, List<String> bad) {
        if (!bad.isEmpty()) {
            String more = bad.size() > NAMED ? "; in all " + bad.size() + " lines are bad" : "";
            throw new IllegalArgumentException(path + ", "
                    + String.join("; ", bad.subList(0, Math.min(NAMED, bad.size()))) + more + ".");
        }
    }

    private static String text(Row.Good row, Map<String, Integer> unused) {
        row.json().properties().stream()
                .map(Map.Entry::getKey)
                .filter(column -> !column.equals(TEXT))
                .forEach(column -> unused.merge(column, 1, Integer::sum));
        return row.json().path(TEXT).asText();
    }
}
