package dev.attune.lm.text;

import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The pieces of a tokenizer by their ids, and the parts of {@code tokenizer.json} that all kinds share. */
public record Vocabulary(List<String> pieces, List<Kind> kinds) {
    /** What a piece is, in the order of SentencePiece's and GGUF's numbers, from 1. */
    public enum Kind {
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    public Vocabulary {
        pieces = List.copyOf(pieces);
        kinds = List.copyOf(kinds);
    }

    /** The frame of {@code tokenizer.json}: its added tokens, and nulls for what is not there. */
    ObjectNode frame() {
        ObjectNode json = JSON.createObjectNode().put("version", "1.0");
        json.putNull("truncation").putNull("padding");
        json.set("added_tokens", addedTokens());
        json.putNull("normalizer")
                .putNull("pre_tokenizer")
                .putNull("post_processor")
                .putNull("decoder");
        return json;
    }

    /** A BPE model with all pieces and no merges. */
    ObjectNode bpe() {
        ObjectNode model = JSON.createObjectNode().put("type", "BPE");
        model.putNull("dropout")
                .putNull("unk_token")
                .putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < pieces.size(); id++) {
            vocabulary.put(pieces.get(id), id);
        }
        return model;
    }

    /** A post-processor that puts special tokens around a text; -1 for none. */
    public ObjectNode around(int beginning, int end) {
        ObjectNode json = JSON.createObjectNode().put("type", "TemplateProcessing");
        ArrayNode single = json.putArray("single");
        ArrayNode pair = json.putArray("pair");
        ObjectNode special = json.putObject("special_tokens");
        for (int text = 0; text < 2; text++) {
            List<ArrayNode> targets = text == 0 ? List.of(single, pair) : List.of(pair);
            for (ArrayNode target : targets) {
                place(target, beginning, text, special);
                target.addObject()
                        .putObject("Sequence")
                        .put("id", text == 0 ? "A" : "B")
                        .put("type_id", text);
                place(target, end, text, special);
            }
        }
        return json;
    }

    private void place(ArrayNode target, int id, int text, ObjectNode special) {
        if (id < 0) {
            return;
        }
        String piece = pieces.get(id);
        target.addObject().putObject("SpecialToken").put("id", piece).put("type_id", text);
        ObjectNode entry = special.putObject(piece).put("id", piece);
        entry.putArray("ids").add(id);
        entry.putArray("tokens").add(piece);
    }

    private ArrayNode addedTokens() {
        ArrayNode added = JSON.createArrayNode();
        for (int id = 0; id < pieces.size(); id++) {
            Kind kind = kinds.get(id);
            if (kind == Kind.CONTROL || kind == Kind.UNKNOWN || kind == Kind.USER_DEFINED) {
                added.addObject()
                        .put("id", id)
                        .put("content", pieces.get(id))
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", kind != Kind.USER_DEFINED);
            }
        }
        return added;
    }
}
