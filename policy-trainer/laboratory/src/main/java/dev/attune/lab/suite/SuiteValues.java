package dev.attune.lab.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.attune.contracts.json.Json;
import dev.attune.text.SettingsFile;
import dev.attune.text.TextFile;

/** Values of a suite, of which some stand in files. */
final class SuiteValues {

    private static final String FILE = "file://";

    /** As many tests as one that lists several values may become. */
    private static final int MOST_COMBINATIONS = 10_000;

    private SuiteValues() {}

    /** What a {@code file://} name stands for: settings where it ends so, else a text. */
    static JsonNode fromFile(JsonNode value, Path folder) {
        if (!value.isTextual() || !value.asText().startsWith(FILE)) {
            return value;
        }
        Path file = folder.resolve(value.asText().substring(FILE.length())).normalize();
        String name = file.toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".json")) {
                return Json.MAPPER.readTree(TextFile.whole(file));
            }
            return name.endsWith(".yaml") || name.endsWith(".yml")
                    ? SettingsFile.read(file)
                    : new TextNode(TextFile.whole(file).stripTrailing());
        } catch (IOException e) {
            throw SuiteErrors.unreadable(value.asText(), TextFile.reason(e));
        }
    }

    /**
     * Variables, of which a list stands for one test of each element, several lists for all their combinations.
     *
     * @param whole whether lists are values instead
     */
    static List<Map<String, Object>> expanded(Map<String, JsonNode> variables, boolean whole, String place) {
        List<Map<String, Object>> all = List.of(Map.of());
        for (Map.Entry<String, JsonNode> variable : variables.entrySet()) {
            JsonNode value = variable.getValue();
            List<JsonNode> each = new ArrayList<>();
            if (value.isArray() && !whole) {
                value.forEach(each::add);
            } else {
                each.add(value);
            }
            if ((long) all.size() * each.size() > MOST_COMBINATIONS) {
                throw SuiteErrors.invalid("The lists of " + place + " make more than " + MOST_COMBINATIONS
                        + " combinations; options: {disableVarExpansion: true} takes lists as they are.");
            }
            List<Map<String, Object>> next = new ArrayList<>();
            for (Map<String, Object> before : all) {
                for (JsonNode one : each) {
                    Map<String, Object> with = new LinkedHashMap<>(before);
                    with.put(variable.getKey(), plain(one));
                    next.add(with);
                }
            }
            all = next;
        }
        return all;
    }

    private static Object plain(JsonNode value) {
        return value.isNull() ? "" : Json.MAPPER.convertValue(value, Object.class);
    }
}
