package dev.attune.contracts.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.AbsentFields;
import dev.attune.contracts.json.Json;

/** Reads a configuration record as its defaults with some fields replaced; an unknown field is refused by name. */
public final class Configurations {

    /** Also writes what is absent: it may be set. */
    private static final ObjectMapper EVERY_SETTING = Json.MAPPER.copy().setAnnotationIntrospector(new AbsentFields());

    private Configurations() {}

    /**
     * The defaults with the fields of {@code overrides} in place of theirs.
     *
     * @throws AttuneException {@code unknown-setting} or {@code bad-setting}, naming the setting
     */
    public static <T> T with(T defaults, JsonNode overrides) {
        ObjectNode merged = EVERY_SETTING.valueToTree(defaults);
        merge(merged, overrides, "");
        try {
            @SuppressWarnings("unchecked")
            Class<T> type = (Class<T>) defaults.getClass();
            return Json.MAPPER
                    .reader()
                    .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .treeToValue(merged, type);
        } catch (JsonProcessingException e) {
            throw ErrorCategory.CALLER.error("bad-setting", Json.sentence(e), e);
        }
    }

    /** The record as a JSON object without absent settings, for lineage and run events. */
    public static Map<String, Object> asMap(Object configuration) {
        Map<String, Object> map = Json.MAPPER.convertValue(configuration, Json.MAP);
        map.values().removeIf(Objects::isNull);
        return map;
    }

    private static void merge(ObjectNode target, JsonNode overrides, String path) {
        overrides.properties().forEach(field -> {
            String name = path + field.getKey();
            JsonNode current = target.get(field.getKey());
            if (current == null) {
                throw ErrorCategory.CALLER.error(
                        "unknown-setting", "Setting " + name + " is unknown; remove or correct it.");
            }
            if (current instanceof ObjectNode nested && field.getValue().isObject()) {
                merge(nested, field.getValue(), name + ".");
            } else if ((current.isNumber() || current.isBoolean())
                    && !field.getValue().isNull()
                    && current.getNodeType() != field.getValue().getNodeType()) {
                throw ErrorCategory.CALLER.error(
                        "bad-setting",
                        "Setting " + name + " must be a "
                                + current.getNodeType().name().toLowerCase(Locale.ROOT) + " but is "
                                + field.getValue() + ".");
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }
}
