package dev.attune.lm.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;

/**
 * The same tokenizer with other names for its special tokens, which nobody can guess: in a text that it encodes, what reads
 * like a special token is text. Made when the first text needs it, for few do.
 */
final class PlainTexts implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] json;
    private final Map<String, String> options;
    private final String secret = secret();
    private @Nullable HuggingFaceTokenizer tokenizer;

    PlainTexts(byte[] json, Map<String, String> options) {
        this.json = json;
        this.options = options;
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What the special token of an id is called here. */
    String name(int id) {
        return "\uFDD2" + secret + "-" + id + "\uFDD3";
    }

    synchronized HuggingFaceTokenizer tokenizer() {
        if (tokenizer == null) {
            try {
                tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(renamed()), options);
            } catch (IOException failure) {
                throw new CheckpointException("The tokenizer cannot be read a second time.", failure);
            }
        }
        return tokenizer;
    }

    private byte[] renamed() throws IOException {
        JsonNode whole = JSON.readTree(json);
        Map<String, String> names = new HashMap<>();
        for (JsonNode token : whole.path("added_tokens")) {
            if (token.path("special").asBoolean(false) && token instanceof ObjectNode object) {
                String name = name(token.path("id").asInt());
                names.put(token.path("content").asText(), name);
                object.put("content", name).put("normalized", false).put("single_word", false);
            }
        }
        if (whole.path("model") instanceof ObjectNode model) {
            rename(model, names);
        }
        return JSON.writeValueAsBytes(whole);
    }

    private static void rename(ObjectNode model, Map<String, String> names) {
        String unknown = model.path("unk_token").asText("");
        if (names.containsKey(unknown)) {
            model.put("unk_token", names.get(unknown));
        }
        switch (model.path("vocab")) {
            case ObjectNode vocabulary -> {
                ObjectNode renamed = model.objectNode();
                vocabulary
                        .properties()
                        .forEach(entry ->
                                renamed.set(names.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue()));
                model.set("vocab", renamed);
            }
            case ArrayNode vocabulary -> {
                for (JsonNode pair : vocabulary) {
                    String name = names.get(pair.path(0).asText());
                    if (name != null && pair instanceof ArrayNode entry) {
                        entry.set(0, name);
                    }
                }
            }
            default -> {}
        }
    }

    @Override
    public synchronized void close() {
        if (tokenizer != null) {
            tokenizer.close();
        }
    }
}
