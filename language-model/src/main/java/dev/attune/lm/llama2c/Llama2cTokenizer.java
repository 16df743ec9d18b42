package dev.attune.lm.llama2c;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.MappedFile;
import dev.attune.lm.text.SentencePieceJson;
import dev.attune.lm.text.Vocabulary;
import dev.attune.lm.text.Vocabulary.Kind;

/** Writes Hugging Face's {@code tokenizer.json} from llama2.c's: for each token its score, its length and its bytes. */
public final class Llama2cTokenizer {
    static final int BEGINNING = 1;
    static final int END = 2;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final List<String> SPECIAL = List.of("<unk>", "<s>", "</s>");
    private static final int BYTES = 256;

    private final Vocabulary vocabulary;
    private final List<Float> scores = new ArrayList<>();

    /** @param tokens how many there must be */
    public Llama2cTokenizer(Path path, int tokens) {
        List<String> pieces = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        try (MappedFile file = MappedFile.open(path)) {
            long position = Integer.BYTES; // the longest token's length, which we need not know
            for (int id = 0; id < tokens; id++) {
                String what = "token " + id + " of " + tokens;
                scores.add(file.slice(position, Float.BYTES, what).get(FLOAT, 0));
                int length =
                        file.slice(position + Float.BYTES, Integer.BYTES, what).get(INT, 0);
                byte[] text =
                        file.slice(position + 2L * Float.BYTES, length, what).toArray(ValueLayout.JAVA_BYTE);
                position += 2L * Float.BYTES + length;
                pieces.add(
                        id < SPECIAL.size()
                                ? SPECIAL.get(id)
                                : new String(text, StandardCharsets.UTF_8).replace(' ', '\u2581'));
                kinds.add(kind(id));
            }
            if (position != file.size()) {
                throw new CheckpointException("The tokenizer file " + path + " has more than the " + tokens
                        + " tokens of the model beside it.");
            }
        }
        this.vocabulary = new Vocabulary(pieces, kinds);
    }

    private static Kind kind(int id) {
        if (id < SPECIAL.size()) {
            return id == 0 ? Kind.UNKNOWN : Kind.CONTROL;
        }
        return id < SPECIAL.size() + BYTES ? Kind.BYTE : Kind.NORMAL;
    }

    /** The content of {@code tokenizer.json}. */
    public ObjectNode json() {
        ObjectNode json = new SentencePieceJson(vocabulary, scores).json(true);
        json.set("post_processor", vocabulary.around(BEGINNING, -1));
        return json;
    }

    /** The content of {@code tokenizer_config.json}. */
    public static ObjectNode config() {
        return new ObjectMapper()
                .createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("clean_up_tokenization_spaces", false)
                .put("unk_token", SPECIAL.get(0))
                .put("bos_token", SPECIAL.get(BEGINNING))
                .put("eos_token", SPECIAL.get(END));
    }
}
