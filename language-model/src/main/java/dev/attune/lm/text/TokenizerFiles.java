package dev.attune.lm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a byte-pair encoding as the files that Hugging Face's libraries read, with a chat template. */
public final class TokenizerFiles {

    public static final String PADDING = "<|endoftext|>";
    static final String TURN = "<|im_start|>";
    public static final String END_OF_TURN = "<|im_end|>";
    public static final List<String> SPECIALS = List.of(PADDING, TURN, END_OF_TURN);

    /** ChatML without the line break after a turn, which would cost a token per turn. */
    static final String CHAT_TEMPLATE = "{% for message in messages %}{{ '" + TURN
            + "' + message['role'] + '\\n' + message['content'] + '" + END_OF_TURN
            + "' }}{% endfor %}{% if add_generation_prompt %}{{ '" + TURN + "assistant\\n' }}{% endif %}";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TokenizerFiles() {}

    public static void write(BytePairEncoding encoding, int contextTokens, Path directory) throws IOException {
        writeJson(directory.resolve("tokenizer.json"), tokenizer(encoding));
        writeJson(directory.resolve("tokenizer_config.json"), config(contextTokens));
    }

    private static ObjectNode tokenizer(BytePairEncoding encoding) {
        ObjectNode json = MAPPER.createObjectNode().put("version", "1.0");
        json.putNull("truncation").putNull("padding");
        var added = json.putArray("added_tokens");
        encoding.specials().forEach(token -> added.add(added(token, encoding.idOf(token))));
        json.putNull("normalizer");
        json.set("pre_tokenizer", byteLevel());
        json.putNull("post_processor");
        json.set("decoder", byteLevel());
        json.set("model", model(encoding));
        return json;
    }

    private static ObjectNode model(BytePairEncoding encoding) {
        ObjectNode model = MAPPER.createObjectNode().put("type", "BPE");
        model.putNull("dropout")
                .putNull("unk_token")
                .putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix")
                .put("fuse_unk", false)
                .put("byte_fallback", false)
                .put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        encoding.vocabulary().forEach(vocabulary::put);
        var merges = model.putArray("merges");
        encoding.merges().forEach(pair -> merges.add(pair.left() + " " + pair.right()));
        return model;
    }

    private static ObjectNode byteLevel() {
        return MAPPER.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static ObjectNode added(String token, int id) {
        return MAPPER.createObjectNode()
                .put("id", id)
                .put("content", token)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
    }

    private static ObjectNode config(int contextTokens) {
        return MAPPER.createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("eos_token", END_OF_TURN)
                .put("pad_token", PADDING)
                .put("model_max_length", contextTokens)
                .put("clean_up_tokenization_spaces", false)
                .put("chat_template", CHAT_TEMPLATE);
    }

    public static void writeJson(Path file, Object value) throws IOException {
        Files.writeString(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
    }
}
