package dev.attune.lm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.text.Vocabulary.Kind;

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
        List<String> pieces = List.copyOf(encoding.vocabulary().keySet());
        List<Kind> kinds = pieces.stream()
                .map(piece -> encoding.specials().contains(piece) ? Kind.CONTROL : Kind.NORMAL)
                .toList();
        List<String> merges = encoding.merges().stream()
                .map(pair -> pair.left() + " " + pair.right())
                .toList();
        return Objects.requireNonNull(ByteLevelJson.json(new Vocabulary(pieces, kinds), merges, "gpt-2"));
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
