package dev.attune.text;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One JSON value, read to its end also when an object in it gives a name twice: a reader that stopped there could not go on with
 * what follows.
 *
 * @param twice the names that an object gives more than once; of each the last value is kept
 */
record JsonValue(JsonNode json, Set<String> twice) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** Reads the value whose first token the parser has read. */
    static JsonValue read(JsonParser parser) throws IOException {
        Set<String> twice = new LinkedHashSet<>();
        return new JsonValue(node(parser, twice), twice);
    }

    /** Nesting is bounded by the parser. */
    private static JsonNode node(JsonParser parser, Set<String> twice) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser, twice);
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(node(parser, twice));
            }
            return array;
        }
        return MAPPER.readTree(parser);
    }

    private static ObjectNode object(JsonParser parser, Set<String> twice) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (object.replace(name, node(parser, twice)) != null) {
                twice.add(name);
            }
        }
        return object;
    }
}
