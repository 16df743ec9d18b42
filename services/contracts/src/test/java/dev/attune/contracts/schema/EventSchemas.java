package dev.attune.contracts.schema;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.module.SimpleTypeModule;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.json.Choice;

/**
 * JSON Schema (draft 2020-12) of each event record: a component is required unless it is {@code @Nullable} or left out
 * when it is empty, and further properties are allowed, so that an older reader reads a newer writer's events.
 */
final class EventSchemas {

    private final SchemaGenerator generator;

    EventSchemas() {
        SchemaGeneratorConfigBuilder settings = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.FLATTENED_ENUMS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES, Option.INLINE_ALL_SCHEMAS)
                .with(new SimpleTypeModule().withStringType(Instant.class, "date-time"));
        // A choice is a string: who reads with an older schema must not refuse a name that is new.
        settings.forTypesInGeneral()
                .withCustomDefinitionProvider((type, context) -> type.isInstanceOf(Choice.class)
                        ? new CustomDefinition(
                                context.getGeneratorConfig().createObjectNode().put("type", "string"), true)
                        : null);
        settings.forFields()
                .withRequiredCheck(field -> !nullable(field) && !leftOutWhenEmpty(field))
                .withNullableCheck(field -> nullable(field));
        generator = new SchemaGenerator(settings.build());
    }

    ObjectNode of(Class<? extends Event> type) {
        ObjectNode schema = generator.generateSchema(type);
        flatten(schema, type);
        schema.put("$id", "urn:attune:schema:" + EventTypes.nameOf(type));
        schema.put("title", type.getSimpleName());
        return schema;
    }

    /** Groups that exist for readers of the code only have their fields where the group stands. */
    private static void flatten(ObjectNode schema, Class<?> type) {
        if (!type.isRecord() || !(schema.get("properties") instanceof ObjectNode properties)) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (properties.get(component.getName()) instanceof ObjectNode part) {
                flatten(part, component.getType());
                if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                    dissolve(schema, properties, component.getName(), part);
                }
            }
        }
        sort(schema, properties);
    }

    private static void dissolve(ObjectNode schema, ObjectNode properties, String name, ObjectNode part) {
        properties.remove(name);
        properties.setAll((ObjectNode) part.path("properties"));
        ArrayNode required = schema.withArray("required");
        for (int i = required.size() - 1; i >= 0; i--) {
            if (required.get(i).asText().equals(name)) {
                required.remove(i);
            }
        }
        required.addAll(part.withArray("required"));
    }

    private static void sort(ObjectNode schema, ObjectNode properties) {
        SortedMap<String, JsonNode> sorted = new TreeMap<>();
        properties.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
        properties.removeAll();
        properties.setAll(sorted);
        if (schema.get("required") instanceof ArrayNode required) {
            SortedSet<String> names = new TreeSet<>();
            required.forEach(field -> names.add(field.asText()));
            required.removeAll();
            names.forEach(required::add);
        }
    }

    private static boolean leftOutWhenEmpty(FieldScope field) {
        JsonInclude inclusion = field.getAnnotation(JsonInclude.class);
        return inclusion != null && inclusion.value() == JsonInclude.Include.NON_EMPTY;
    }

    private static boolean nullable(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
