package dev.attune.policy.tiny;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.bus.Json;

/** Writes a byte-pair encoding as the files that Hugging Face's libraries read, with a chat template. */
final class TokenizerFiles {

    static final String PADDING = "<|endoftext|>";
    static final String TURN = "<|im_start|>";
    static final String END_OF_TURN = "<|im_end|>";
    static final List<String> SPECIALS = List.of(PADDING, TURN, END_OF_TURN);

    /** ChatML without the line break after a turn, which would cost a token per turn. */
    static final String CHAT_TEMPLATE = "{% for message in messages %}{{ '" + TURN
            + "' + message['role'] + '\\n' + message['content'] + '" + END_OF_TURN
            + "' }}{% endfor %}{% if add_generation_prompt %}{{ '" + TURN + "assistant\\n' }}{% endif %}";

    private TokenizerFiles() {}

    static void write(BytePairEncoding encoding, int contextTokens, Path directory) throws IOException {
        writeJson(directory.resolve("tokenizer.json"), tokenizer(encoding));
        writeJson(directory.resolve("tokenizer_config.json"), config(contextTokens));
    }

    private static Map<String, Object> tokenizer(BytePairEncoding encoding) {
        Map<String, Object> json = ordered("version", "1.0", "truncation", null, "padding", null);
        json.put("added_tokens", encoding.specials().stream()
                .map(token -> added(token, encoding.vocabulary().get(token)))
                .toList());
        json.put("normalizer", null);
        json.put("pre_tokenizer", byteLevel());
        json.put("post_processor", null);
        json.put("decoder", byteLevel());
        Map<String, Object> model = ordered("type", "BPE", "dropout", null, "unk_token", null);
        model.put("continuing_subword_prefix", null);
        model.put("end_of_word_suffix", null);
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("ignore_merges", false);
        model.put("vocab", encoding.vocabulary());
        model.put("merges", encoding.merges().stream()
                .map(pair -> pair.left() + " " + pair.right())
                .toList());
        json.put("model", model);
        return json;
    }

    private static Map<String, Object> byteLevel() {
        Map<String, Object> json = ordered("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true);
        json.put("use_regex", true);
        return json;
    }

    private static Map<String, Object> added(String token, int id) {
        Map<String, Object> json = ordered("id", id, "content", token, "single_word", false);
        json.put("lstrip", false);
        json.put("rstrip", false);
        json.put("normalized", false);
        json.put("special", true);
        return json;
    }

    private static Map<String, Object> config(int contextTokens) {
        Map<String, Object> json =
                ordered("tokenizer_class", "PreTrainedTokenizerFast", "eos_token", END_OF_TURN, "pad_token", PADDING);
        json.put("model_max_length", contextTokens);
        json.put("clean_up_tokenization_spaces", false);
        json.put("chat_template", CHAT_TEMPLATE);
        return json;
    }

    /** A map with three entries, in this order. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    static void writeJson(Path file, Object value) throws IOException {
        Files.writeString(
                file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
    }
}
