package dev.attune.lm.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.error.CheckpointException;

/**
 * Tokens that a tokenizer's other files name and {@code tokenizer.json} does not, put into it, as transformers does: those in
 * {@code added_tokens_decoder}, and the special ones by their roles.
 */
final class AddedTokens {
    static final List<String> ROLES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");
    private static final ObjectMapper JSON = new ObjectMapper();

    private AddedTokens() {}

    /** The text of a special token, which files write as such or as an object with a content. */
    static String text(JsonNode token) {
        return token.isObject() ? token.path("content").asText("") : token.isTextual() ? token.asText() : "";
    }

    /**
     * The content of {@code tokenizer.json} with all tokens in it.
     *
     * @param config with the roles of {@code special_tokens_map.json}
     */
    static byte[] complete(byte[] json, JsonNode config) throws IOException {
        TokenizerJson known = TokenizerJson.read(json);
        Map<String, ObjectNode> missing = new LinkedHashMap<>();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Map<Integer, JsonNode> decoder = new TreeMap<>();
        config.path("added_tokens_decoder").properties().forEach(entry -> {
            if (entry.getKey().matches("\\d{1,9}")) {
                decoder.put(Integer.valueOf(entry.getKey()), entry.getValue());
            }
        });
        decoder.forEach((id, token) -> {
            String text = text(token);
            if (!text.isEmpty() && known.added(text) == null && token instanceof ObjectNode object) {
                missing.put(text, object.deepCopy());
                numbers.put(text, id);
            }
        });
        List<String> special = special(config);
        boolean marks = false;
        for (String text : special) {
            TokenizerJson.Added added = known.added(text);
            marks |= added != null && !added.special();
            if (added == null && !missing.containsKey(text)) {
                missing.put(text, JSON.createObjectNode().put("content", text).put("special", true));
            }
        }
        return missing.isEmpty() && !marks ? json : written(json, missing, numbers, special);
    }

    private static List<String> special(JsonNode config) {
        List<String> special = new ArrayList<>();
        for (String role : ROLES) {
            String text = text(config.path(role));
            if (!text.isEmpty()) {
                special.add(text);
            }
        }
        config.path("additional_special_tokens").forEach(token -> {
            if (!text(token).isEmpty()) {
                special.add(text(token));
            }
        });
        return special;
    }

    private static byte[] written(
            byte[] json, Map<String, ObjectNode> missing, Map<String, Integer> numbers, List<String> special)
            throws IOException {
        if (!(JSON.readTree(json) instanceof ObjectNode whole)) {
            throw new IOException("it is not a JSON object");
        }
        ArrayNode added =
                whole.path("added_tokens") instanceof ArrayNode there ? there : whole.putArray("added_tokens");
        added.forEach(token -> {
            if (special.contains(text(token)) && token instanceof ObjectNode object) {
                object.put("special", true);
            }
        });
        int next = TokenizerJson.read(json).size();
        for (Map.Entry<String, ObjectNode> token : missing.entrySet()) {
            int own = id(whole.path("model").path("vocab"), token.getKey());
            int id = own >= 0 ? own : next++;
            int said = numbers.getOrDefault(token.getKey(), id);
            if (said != id) {
                throw new CheckpointException("The tokenizer's files disagree: added_tokens_decoder in "
                        + Tokenizer.CONFIG_FILE + " calls '" + token.getKey() + "' " + said + ", but in "
                        + Tokenizer.FILE + " it is " + id + ".");
            }
            ObjectNode entry = added.addObject().put("id", id).put("content", token.getKey());
            for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized", "special")) {
                entry.put(flag, token.getValue().path(flag).asBoolean(false));
            }
        }
        return JSON.writeValueAsBytes(whole);
    }

    /** The id of a text in a vocabulary, which is a dictionary or a list of pairs; -1 if it is not there. */
    private static int id(JsonNode vocabulary, String text) {
        if (vocabulary.isObject()) {
            return vocabulary.path(text).asInt(-1);
        }
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.path(id).path(0).asText().equals(text)) {
                return id;
            }
        }
        return -1;
    }
}
