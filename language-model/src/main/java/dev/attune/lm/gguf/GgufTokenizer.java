package dev.attune.lm.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.text.ByteLevelJson;
import dev.attune.lm.text.SentencePieceJson;
import dev.attune.lm.text.Vocabulary;
import dev.attune.lm.text.Vocabulary.Kind;

/** Writes Hugging Face's {@code tokenizer.json} from the vocabulary and merges, or scores, that a GGUF file carries. */
public final class GgufTokenizer {
    private static final String KEY = "tokenizer.ggml.";

    private final GgufFile file;
    private final Vocabulary vocabulary;
    private final boolean sentencePiece;

    public GgufTokenizer(GgufFile file) {
        this.file = file;
        String kind = file.text(KEY + "model");
        if (!kind.equals("gpt2") && !kind.equals("llama")) {
            throw unsupported("a tokenizer of the kind '" + kind
                    + "'; byte-level BPE (gpt2) and SentencePiece's BPE (llama) can be read");
        }
        this.sentencePiece = kind.equals("llama");
        this.vocabulary = vocabulary(file.list(KEY + "tokens"));
    }

    /** The content of {@code tokenizer.json}. */
    public ObjectNode json() {
        ObjectNode json = sentencePiece ? sentencePiece() : byteLevel();
        int beginning = flag("add_bos_token", sentencePiece) ? special("bos_token_id") : -1;
        int end = flag("add_eos_token", false) ? special("eos_token_id") : -1;
        if (beginning >= 0 || end >= 0) {
            json.set("post_processor", vocabulary.around(beginning, end));
        }
        return json;
    }

    /** The content of {@code tokenizer_config.json}. */
    public ObjectNode config() {
        ObjectNode config = new ObjectMapper()
                .createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("add_prefix_space", false)
                .put("clean_up_tokenization_spaces", false)
                .put("model_max_length", file.integer(file.text("general.architecture") + ".context_length"));
        Map.of(
                        "bos_token", "bos_token_id",
                        "eos_token", "eos_token_id",
                        "pad_token", "padding_token_id",
                        "unk_token", "unknown_token_id")
                .forEach((name, key) -> {
                    if (special(key) >= 0) {
                        config.put(name, vocabulary.pieces().get(special(key)));
                    }
                });
        if (file.find("tokenizer.chat_template") instanceof String template) {
            config.put("chat_template", template);
        }
        return config;
    }

    private ObjectNode byteLevel() {
        String words = file.find(KEY + "pre") instanceof String given ? given : "default";
        ObjectNode json = ByteLevelJson.json(vocabulary, file.list(KEY + "merges"), words);
        if (json == null) {
            throw unsupported(
                    "the pre-tokenizer '" + words + "'; default, gpt-2, llama-bpe, qwen2 and smollm can be read");
        }
        return json;
    }

    private ObjectNode sentencePiece() {
        List<Float> scores = new ArrayList<>();
        for (Object score : file.list(KEY + "scores")) {
            if (!(score instanceof Double number)) {
                throw unsupported("a score that is not a number");
            }
            scores.add(number.floatValue());
        }
        if (scores.size() != vocabulary.pieces().size()) {
            throw unsupported(vocabulary.pieces().size() + " tokens but " + scores.size() + " scores");
        }
        return new SentencePieceJson(vocabulary, scores).json(flag("add_space_prefix", true));
    }

    private Vocabulary vocabulary(List<?> tokens) {
        List<?> types = file.find(KEY + "token_type") instanceof List<?> given ? given : List.of();
        if (!types.isEmpty() && types.size() != tokens.size()) {
            throw unsupported(tokens.size() + " tokens but " + types.size() + " token types");
        }
        List<String> pieces = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            pieces.add(tokens.get(id).toString());
            long type = types.isEmpty() || !(types.get(id) instanceof Long given) ? 1 : given;
            kinds.add(type < 1 || type > Kind.values().length ? Kind.NORMAL : Kind.values()[(int) type - 1]);
        }
        return new Vocabulary(pieces, kinds);
    }

    private int special(String key) {
        return file.find(KEY + key) instanceof Long id
                        && id >= 0
                        && id < vocabulary.pieces().size()
                ? id.intValue()
                : -1;
    }

    private boolean flag(String key, boolean otherwise) {
        return file.find(KEY + key) instanceof Boolean given ? given : otherwise;
    }

    private CheckpointException unsupported(String what) {
        return new CheckpointException("The model file " + file.path().getFileName() + " has " + what + ".");
    }
}
