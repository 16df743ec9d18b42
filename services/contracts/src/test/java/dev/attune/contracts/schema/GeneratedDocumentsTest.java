package dev.attune.contracts.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** Run with {@code -Dattune.regenerate=true} to write the documents anew after a change of the records. */
class GeneratedDocumentsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final EventSchemas SCHEMAS = new EventSchemas();

    @Test
    void schemasAndAsyncApiFitTheRecords() throws IOException {
        Map<Path, String> expected = documents();
        if (Boolean.getBoolean("attune.regenerate")) {
            for (Map.Entry<Path, String> document : expected.entrySet()) {
                Files.createDirectories(document.getKey().getParent());
                Files.writeString(document.getKey(), document.getValue());
            }
        }
        for (Map.Entry<Path, String> document : expected.entrySet()) {
            assertThat(document.getKey()).exists().hasContent(document.getValue());
        }
        try (Stream<Path> present = Files.list(RESOURCES.resolve("schemas"))) {
            assertThat(present.collect(Collectors.toSet()))
                    .as("a schema without a record: an event type must never disappear")
                    .isSubsetOf(expected.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void goldenSamplesAreStillReadAndFitTheSchema(Class<? extends Event> type) throws IOException {
        List<Path> samples = samplesOf(type);
        assertThat(samples).as("golden samples of " + type.getSimpleName()).isNotEmpty();
        for (Path sample : samples) {
            JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(sample));
            assertThat(violations(type, json)).as(sample.toString()).isEmpty();
            Event event = EventCodec.read(Files.readAllBytes(sample), type);
            JsonNode written = Json.MAPPER.readTree(EventCodec.json(event));
            assertThat(violations(type, written)).as("as written again").isEmpty();
            assertThat(EventCodec.read(EventCodec.json(event).getBytes(StandardCharsets.UTF_8), type))
                    .isEqualTo(event);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void schemaRefusesAnEventWithoutItsFields(Class<? extends Event> type) {
        assertThat(violations(type, Json.MAPPER.createObjectNode())).isNotEmpty();
    }

    static List<Class<? extends Event>> types() {
        return EventTypes.all();
    }

    private static List<String> violations(Class<? extends Event> type, JsonNode json) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SCHEMAS.of(type))
                .validate(json)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static List<Path> samplesOf(Class<? extends Event> type) throws IOException {
        String name = EventTypes.nameOf(type);
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name + "."))
                    .sorted()
                    .toList();
        }
    }

    private static Map<Path, String> documents() throws IOException {
        Map<Path, String> documents = new TreeMap<>();
        for (Class<? extends Event> type : EventTypes.all()) {
            Path file = RESOURCES.resolve("schemas").resolve(EventTypes.nameOf(type) + ".schema.json");
            documents.put(file, pretty(SCHEMAS.of(type)));
        }
        documents.put(RESOURCES.resolve("asyncapi.json"), pretty(new AsyncApiDocument().build()));
        return documents;
    }

    private static String pretty(JsonNode json) throws IOException {
        return Json.MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json) + "\n";
    }
}
