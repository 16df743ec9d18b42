package dev.attune.lm.checkpoint;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes Hugging Face's {@code tokenizer.json} from the vocabulary and merges that a GGUF file carries. */
final class GgufTokenizer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TYPE_CONTROL = 3;
    private static final long TYPE_USER_DEFINED = 4;
    private static final String KEY = "tokenizer.ggml.";

    private final GgufFile file;
    private final List<?> tokens;
    private final List<?> types;

    GgufTokenizer(GgufFile file) {
        this.file = file;
        this.tokens = file.list(KEY + "tokens");
        this.types = file.list(KEY + "token_type");
        if (!file.text(KEY + "model").equals("gpt2")) {
            throw unsupported(
                    "a tokenizer of the kind '" + file.text(KEY + "model") + "'; byte-level BPE (gpt2) can be read");
        }
        if (types.size() != tokens.size()) {
            throw unsupported(tokens.size() + " tokens but " + types.size() + " token types");
        }
    }

    /** The content of {@code tokenizer.json}. */
    ObjectNode json() {
        ObjectNode json = JSON.createObjectNode().put("version", "1.0");
        json.putNull("truncation").putNull("padding");
        json.set("added_tokens", addedTokens());
        json.putNull("normalizer");
        json.set("pre_tokenizer", preTokenizer());
        json.putNull("post_processor");
        json.set("decoder", byteLevel(true));
        json.set("model", model());
        return json;
    }

    /** The content of {@code tokenizer_config.json}. */
    ObjectNode config() {
        ObjectNode config = JSON.createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("add_prefix_space", false)
                .put("clean_up_tokenization_spaces", false)
                .put("model_max_length", file.integer("llama.context_length"));
        Map.of(
                        "bos_token",
                        "bos_token_id",
                        "eos_token",
                        "eos_token_id",
                        "pad_token",
                        "padding_token_id",
                        "unk_token",
                        "unknown_token_id")
                .forEach((name, key) -> {
                    if (file.find(KEY + key) instanceof Long id && id >= 0 && id < tokens.size()) {
                        config.put(name, tokens.get(id.intValue()).toString());
                    }
                });
        if (file.find("tokenizer.chat_template") instanceof String template) {
            config.put("chat_template", template);
        }
        return config;
    }

    private ArrayNode addedTokens() {
        ArrayNode added = JSON.createArrayNode();
        for (int id = 0; id < tokens.size(); id++) {
            boolean control = types.get(id).equals(TYPE_CONTROL);
            if (control || types.get(id).equals(TYPE_USER_DEFINED)) {
                added.addObject()
                        .put("id", id)
                        .put("content", tokens.get(id).toString())
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", control);
            }
        }
        return added;
    }

    private ObjectNode preTokenizer() {
        String name = file.text(KEY + "pre");
        return switch (name) {
            case "smollm" -> {
                ObjectNode sequence = JSON.createObjectNode().put("type", "Sequence");
                ArrayNode parts = sequence.putArray("pretokenizers");
                parts.addObject().put("type", "Digits").put("individual_digits", true);
                parts.add(byteLevel(false));
                yield sequence;
            }
            case "gpt-2" -> byteLevel(false);
            default -> throw unsupported("the pre-tokenizer '" + name + "'; smollm and gpt-2 can be read");
        };
    }

    private static ObjectNode byteLevel(boolean prefixSpace) {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", prefixSpace)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private ObjectNode model() {
        ObjectNode model = JSON.createObjectNode().put("type", "BPE");
        model.putNull("dropout")
                .putNull("unk_token")
                .putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.put(tokens.get(id).toString(), id);
        }
        ArrayNode merges = model.putArray("merges");
        file.list(KEY + "merges").forEach(merge -> merges.add(merge.toString()));
        return model;
    }

    private CheckpointException unsupported(String what) {
        return new CheckpointException("The model file " + file.path().getFileName() + " has " + what + ".");
    }
}
