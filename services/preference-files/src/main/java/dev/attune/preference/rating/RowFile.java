package dev.attune.preference.rating;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.json.Json;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TableRows;

/** Rows of a file of JSON, or of a table whose name ends in .csv or .tsv, plain or gzipped. */
public final class RowFile {

    private static final Set<String> NUMBERS =
            Set.of("strength", "margin", "weight", "probability", "ratings", "chosen_rank", "rejected_rank");
    private static final Set<String> TRUTHS = Set.of("label", "tie");
    private static final Set<String> CONVERSATIONS = Set.of(
            "prompt",
            "chosen",
            "rejected",
            "completion",
            "messages",
            "answers",
            "ranks",
            "history",
            "fields",
            "responses",
            "votes");

    /** Of these, a list is a conversation only if it holds messages. */
    private static final Set<String> TEXTS = Set.of("prompt", "chosen", "rejected", "completion");

    private RowFile() {}

    /**
     * Reads a file.
     *
     * @param name as its owner calls it
     * @throws IOException when the file cannot be read; {@code TextFile.reason} says why
     */
    public static void read(Path file, String name, Consumer<Row> rows) throws IOException {
        String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        boolean tabs = plain.endsWith(".tsv");
        if (tabs || plain.endsWith(".csv")) {
            TableRows.Form form = tabs ? TableRows.Form.TABS : TableRows.Form.COMMAS;
            TableRows.read(file, form, StandardCharsets.UTF_8, row -> rows.accept(typed(row)));
        } else {
            JsonRows.read(file, rows);
        }
    }

    /** A table knows texts only: what is a number, a truth or a conversation is one again, and an empty cell is absent. */
    private static Row typed(Row row) {
        if (!(row instanceof Row.Good good)) {
            return row;
        }
        ObjectNode typed = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> cell : good.json().properties()) {
            String text = cell.getValue().asText();
            if (!text.isEmpty()) {
                typed.set(cell.getKey(), typed(cell.getKey(), text));
            }
        }
        return new Row.Good(good.line(), typed, typed);
    }

    private static JsonNode typed(String column, String text) {
        boolean mayBeJson = NUMBERS.contains(column)
                || TRUTHS.contains(column)
                || (CONVERSATIONS.contains(column) && (text.startsWith("[") || text.startsWith("{")));
        if (!mayBeJson) {
            return JsonNodeFactory.instance.textNode(text);
        }
        try {
            // True and False are Python's, who writes most tables of labels.
            JsonNode json = Json.MAPPER.readTree(TRUTHS.contains(column) ? text.toLowerCase(Locale.ROOT) : text);
            boolean meant = !TEXTS.contains(column) || json.path(0).isObject();
            return meant ? json : JsonNodeFactory.instance.textNode(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
