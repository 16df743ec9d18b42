package dev.attune.lab.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;

import dev.attune.contracts.json.Json;
import dev.attune.text.SettingsFile;

/** Checks of answers that are JSON, or hold some. */
final class JsonChecks {

    private static final ObjectReader WHOLE = Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonChecks() {}

    static Finding isEqual(JsonNode value, String output) {
        Optional<JsonNode> json = whole(output);
        boolean equal = json.isPresent() && value.equals(JsonChecks::compare, json.get());
        return Finding.of(equal, "the answer should be the JSON " + Json.text(value));
    }

    /** 1 and 1.0 are one number. */
    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    /** @param schema or nothing, when any JSON will do */
    static Finding isJson(JsonNode schema, String output) {
        Optional<JsonNode> json = whole(output);
        if (json.isEmpty()) {
            return Finding.of(false, "the answer is no JSON");
        }
        return valid(schema, json.get());
    }

    static Finding containsJson(JsonNode schema, String output) {
        List<JsonNode> values = within(output);
        Finding last = Finding.of(false, "there is no JSON in the answer");
        for (JsonNode value : values) {
            last = valid(schema, value);
            if (last.passed()) {
                return last;
            }
        }
        return last;
    }

    private static Optional<JsonNode> whole(String output) {
        try {
            JsonNode json = WHOLE.readTree(output);
            return json.isMissingNode() ? Optional.empty() : Optional.of(json);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Objects and lists that begin anywhere in a text, outermost ones only. */
    static List<JsonNode> within(String output) {
        List<JsonNode> values = new ArrayList<>();
        for (int i = 0; i < output.length(); i++) {
            if (output.charAt(i) == '{' || output.charAt(i) == '[') {
                try (var parser = Json.MAPPER.createParser(output.substring(i))) {
                    values.add(Json.MAPPER.readTree(parser));
                    i += (int) parser.currentLocation().getCharOffset() - 1;
                } catch (IOException e) {
                    // no JSON begins here; perhaps further on
                }
            }
        }
        return values;
    }

    private static Finding valid(JsonNode given, JsonNode json) {
        if (given.isMissingNode()
                || given.isNull()
                || given.isTextual() && given.asText().isBlank()) {
            return Finding.of(true, "the answer is JSON");
        }
        try {
            JsonNode schema = given.isTextual() ? SettingsFile.parse(given.asText()) : given;
            Set<ValidationMessage> faults = schema(schema).validate(json);
            return Finding.of(
                    faults.isEmpty(),
                    faults.isEmpty()
                            ? "the answer is as the schema says"
                            : faults.stream()
                                    .map(ValidationMessage::getMessage)
                                    .sorted()
                                    .limit(3)
                                    .collect(Collectors.joining("; ")));
        } catch (JsonSchemaException | IOException e) {
            return Finding.of(false, "the schema is none: " + e.getMessage());
        }
    }

    /** A schema that needs no other from elsewhere. */
    private static JsonSchema schema(JsonNode schema) {
        VersionFlag version =
                SpecVersionDetector.detectOptionalVersion(schema, false).orElse(VersionFlag.V7);
        return JsonSchemaFactory.getInstance(
                        version,
                        factory -> factory.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())))
                .getSchema(schema);
    }
}
