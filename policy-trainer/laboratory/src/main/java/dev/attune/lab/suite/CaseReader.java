package dev.attune.lab.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.attune.contracts.json.Json;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TableRows;
import dev.attune.text.TextFile;

/** The cases of a suite: tests and scenarios, each joined with what all tests have, lists unfolded. */
final class CaseReader {

    private static final String FILE = "file://";

    private final Path folder;
    private final JsonNode defaults;
    private final List<Case> cases = new ArrayList<>();

    /** @param defaults {@code defaultTest} */
    CaseReader(Path folder, JsonNode defaults) {
        this.folder = folder;
        this.defaults = SuiteValues.fromFile(defaults, folder);
    }

    List<Case> read(JsonNode tests, JsonNode scenarios) {
        tests(tests, Json.MAPPER.createObjectNode());
        for (JsonNode scenario : scenarios) {
            for (JsonNode config : scenario.path("config")) {
                tests(scenario.path("tests"), config);
            }
        }
        return cases;
    }

    private void tests(JsonNode tests, JsonNode config) {
        if (tests.isTextual()) {
            file(tests.asText(), config);
        } else {
            for (JsonNode test : tests) {
                if (test.isTextual()) {
                    file(test.asText(), config);
                } else if (test.isObject()) {
                    test(test, List.of(), config);
                } else {
                    throw SuiteErrors.invalid("Test " + (cases.size() + 1) + " of the suite is no object.");
                }
            }
        }
    }

    private void file(String written, JsonNode config) {
        String name = written.startsWith(FILE) ? written.substring(FILE.length()) : written;
        Path file = folder.resolve(name).normalize();
        String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        try {
            switch (kind) {
                case "csv" ->
                    TableRows.read(file, TableRows.Form.COMMAS, StandardCharsets.UTF_8, row -> row(file, row, config));
                case "tsv" ->
                    TableRows.read(file, TableRows.Form.TABS, StandardCharsets.UTF_8, row -> row(file, row, config));
                case "jsonl" -> JsonRows.read(file, row -> object(file, row, config));
                case "json", "yaml", "yml" -> {
                    JsonNode read = SuiteValues.fromFile(new TextNode(FILE + name), folder);
                    tests(read.isObject() && read.has("tests") ? read.path("tests") : read, config);
                }
                default ->
                    throw SuiteErrors.invalid(
                            "The tests " + written
                                    + " are neither CSV, TSV, JSON, JSON lines nor YAML; programs that make tests are not run.");
            }
        } catch (IOException e) {
            throw SuiteErrors.unreadable(written, TextFile.reason(e));
        }
    }

    private void object(Path file, Row row, JsonNode config) {
        switch (row) {
            case Row.Bad bad -> throw bad(file, bad);
            case Row.Good good -> test(good.written(), List.of(), config);
        }
    }

    private static RuntimeException bad(Path file, Row.Bad bad) {
        return SuiteErrors.invalid("Line " + bad.line() + " of " + file + " is no test: " + bad.sentence() + ".");
    }

    /** A row of a table: its columns are variables, but for those that begin with two underscores. */
    private void row(Path file, Row row, JsonNode config) {
        if (row instanceof Row.Bad bad) {
            throw bad(file, bad);
        }
        ObjectNode test = Json.MAPPER.createObjectNode();
        ObjectNode variables = test.putObject("vars");
        test.putObject("options").put("disableVarExpansion", true);
        List<Check> checks = new ArrayList<>();
        ((Row.Good) row).json().properties().forEach(column -> {
            String name = column.getKey();
            String value = column.getValue().asText();
            if (!name.startsWith("__")) {
                variables.put(name, value);
            } else if (name.startsWith("__expected") && !value.isBlank()) {
                checks.add(CheckReader.compact(value));
            } else if (name.equals("__threshold") && !value.isBlank()) {
                test.put("threshold", Double.parseDouble(value));
            } else if (List.of("__description", "__prefix", "__suffix").contains(name)) {
                test.put(name.substring(2), value);
            }
        });
        test(test, checks, config);
    }

    private void test(JsonNode test, List<Check> given, JsonNode config) {
        String place = "case " + (cases.size() + 1) + described(test);
        JsonNode options = merged(merged(defaults.path("options"), config.path("options")), test.path("options"));
        refusePrograms(options, test, place);
        List<Check> checks = new ArrayList<>();
        if (!options.path("disableDefaultAsserts").asBoolean(false)) {
            checks.addAll(CheckReader.read(defaults.path("assert"), "the default test", folder));
        }
        checks.addAll(CheckReader.read(config.path("assert"), place, folder));
        checks.addAll(CheckReader.read(test.path("assert"), place, folder));
        checks.addAll(given);
        JsonNode variables = merged(merged(defaults.path("vars"), config.path("vars")), test.path("vars"));
        Map<String, JsonNode> named = new LinkedHashMap<>();
        variables
                .properties()
                .forEach(variable -> named.put(variable.getKey(), SuiteValues.fromFile(variable.getValue(), folder)));
        boolean whole = options.path("disableVarExpansion").asBoolean(false);
        for (Map<String, Object> each : SuiteValues.expanded(named, whole, place)) {
            cases.add(new Case(
                    "case " + (cases.size() + 1) + described(test),
                    test.path("description").asText(""),
                    each,
                    checks,
                    threshold(test),
                    options.path("prefix").asText(test.path("prefix").asText("")),
                    options.path("suffix").asText(test.path("suffix").asText(""))));
        }
    }

    private static void refusePrograms(JsonNode options, JsonNode test, String place) {
        for (String name : List.of("transform", "postprocess", "transformVars")) {
            if (options.hasNonNull(name) || test.hasNonNull(name)) {
                throw SuiteErrors.invalid("The " + name + " of " + place
                        + " is code, which is not run here; take it out, or check the answer as it is.");
            }
        }
    }

    private OptionalDouble threshold(JsonNode test) {
        JsonNode threshold = test.hasNonNull("threshold") ? test.path("threshold") : defaults.path("threshold");
        return threshold.isNumber() ? OptionalDouble.of(threshold.asDouble()) : OptionalDouble.empty();
    }

    private static String described(JsonNode test) {
        String description = test.path("description").asText("");
        return description.isEmpty() ? "" : " (" + description + ")";
    }

    private static JsonNode merged(JsonNode first, JsonNode second) {
        ObjectNode both = Json.MAPPER.createObjectNode();
        first.properties().forEach(entry -> both.set(entry.getKey(), entry.getValue()));
        second.properties().forEach(entry -> both.set(entry.getKey(), entry.getValue()));
        return both;
    }
}
