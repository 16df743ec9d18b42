package dev.attune.lab.cell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lm.evaluate.Perplexity;
import dev.attune.lm.evaluate.Perplexity.Windows;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TextFile;

/**
 * Texts that have nothing to do with a task: how much worse a tuned model says them is what it has forgotten. The measure runs
 * with adapters and prompts on, as PEFT's does.
 *
 * @param texts the first ones of a file, each cut
 */
public record GeneralText(List<String> texts) {

    private static final int MOST = 16;
    private static final int LONGEST = 500;
    private static final int WINDOW = 512;
    private static final List<String> COLUMNS =
            List.of("instruction", "prompt", "context", "text", "response", "completion");

    public GeneralText {
        texts = List.copyOf(texts);
    }

    /**
     * Reads JSON lines (columns such as text, or instruction, context and response) or a plain text, of which each paragraph is
     * one.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code general-text}
     */
    public static GeneralText read(Path file) {
        try {
            String name = file.toString().replaceFirst("\\.gz$", "");
            List<String> all = name.endsWith(".jsonl") || name.endsWith(".json") ? rows(file) : paragraphs(file);
            List<String> texts = all.stream()
                    .filter(text -> !text.isBlank())
                    .limit(MOST)
                    .map(text -> text.substring(0, Math.min(LONGEST, text.length())))
                    .toList();
            if (texts.isEmpty()) {
                throw refused(file + " holds no text; give JSON lines with a text, or instruction and response.");
            }
            return new GeneralText(texts);
        } catch (IOException e) {
            throw refused(file + " cannot be read: " + TextFile.reason(e) + ".");
        }
    }

    private static RuntimeException refused(String sentence) {
        return ErrorCategory.CALLER.error("general-text", sentence);
    }

    private static List<String> paragraphs(Path file) throws IOException {
        return List.of(TextFile.whole(file).split("\\R\\s*\\R"));
    }

    private static List<String> rows(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        JsonRows.read(file, row -> {
            if (row instanceof Row.Good good) {
                texts.add(text(good.json()));
            }
        });
        return texts;
    }

    private static String text(ObjectNode row) {
        return COLUMNS.stream()
                .flatMap(column -> Stream.of(row.path(column).asText("")))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n"));
    }

    /** Stands for the texts. */
    public String digest() {
        return Sha256.of(Json.text(texts));
    }

    /** The mean loss of a token, in nats. */
    double loss(MeasuredModel model) {
        int room = model.model().config().maximumPositions() - model.adapter().places();
        int window = Math.min(WINDOW, room);
        return -Perplexity.of(model.model(), model.adapter(), texts, new Windows(window, window / 2))
                .meanLogProbability();
    }
}
