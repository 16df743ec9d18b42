package dev.attune.contracts.schema;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/**
 * JSON Schema (draft 2020-12) of each event record: a component is required unless it is {@code @Nullable}, and further
 * properties are allowed, so that an older reader reads a newer writer's events.
 */
final class EventSchemas {

    private final SchemaGenerator generator;

    EventSchemas() {
        SchemaGeneratorConfigBuilder settings = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.FLATTENED_ENUMS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES, Option.INLINE_ALL_SCHEMAS)
                .with(new SimpleTypeModule().withStringType(Instant.class, "date-time"));
        settings.forFields().withRequiredCheck(field -> !nullable(field)).withNullableCheck(field -> nullable(field));
        generator = new SchemaGenerator(settings.build());
    }

    ObjectNode of(Class<? extends Event> type) {
        ObjectNode schema = generator.generateSchema(type);
        schema.put("$id", "urn:attune:schema:" + EventTypes.nameOf(type));
        schema.put("title", type.getSimpleName());
        return schema;
    }

    private static boolean nullable(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
