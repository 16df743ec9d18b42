package dev.attune.lm.text;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** What we need to know of a {@code tokenizer.json} beside what the tokenizer itself tells; read without making a tree. */
final class TokenizerJson {
    private static final JsonFactory JSON = new JsonFactory();

    /** An entry of {@code added_tokens}. */
    record Added(String text, int id, boolean special) {}

    private final Map<String, Added> added = new LinkedHashMap<>();
    private int size;

    private TokenizerJson() {}

    static TokenizerJson read(byte[] json) throws IOException {
        TokenizerJson read = new TokenizerJson();
        read.size = read.size(json);
        return read;
    }

    /** One more than the largest id of the vocabulary and the added tokens. */
    int size() {
        return size;
    }

    @Nullable
    Added added(String text) {
        return added.get(text);
    }

    Iterable<Added> added() {
        return added.values();
    }

    private int size(byte[] json) throws IOException {
        int size = 0;
        try (JsonParser parser = JSON.createParser(json)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("model") && value == JsonToken.START_OBJECT) {
                    size = Math.max(size, modelSize(parser));
                } else if (name.equals("added_tokens") && value == JsonToken.START_ARRAY) {
                    size = Math.max(size, addedSize(parser));
                } else {
                    parser.skipChildren();
                }
            }
        }
        require(size > 0, "it has no vocabulary");
        return size;
    }

    private static int modelSize(JsonParser parser) throws IOException {
        int size = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    require(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, "an id is not a number");
                    size = Math.max(size, Math.addExact(parser.getIntValue(), 1));
                }
            } else if (name.equals("vocab") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    parser.skipChildren();
                    size++;
                }
            } else {
                parser.skipChildren();
            }
        }
        return size;
    }

    private int addedSize(JsonParser parser) throws IOException {
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT, "an added token is not an object");
            int id = -1;
            String text = "";
            boolean special = false;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                    id = parser.getIntValue();
                } else if (name.equals("content") && value == JsonToken.VALUE_STRING) {
                    text = parser.getText();
                } else if (name.equals("special")) {
                    special = value == JsonToken.VALUE_TRUE;
                } else {
                    parser.skipChildren();
                }
            }
            size = Math.max(size, Math.addExact(id, 1));
            if (!text.isEmpty() && id >= 0) {
                added.put(text, new Added(text, id, special));
            }
        }
        return size;
    }

    private static void require(boolean fits, String otherwise) throws IOException {
        if (!fits) {
            throw new IOException(otherwise);
        }
    }
}
