package dev.attune.lm.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.text.Vocabulary.Kind;

/**
 * Writes a {@code tokenizer.json} that tokenizes like SentencePiece's BPE: of all neighbours that together are a piece, those
 * with the best score are joined first; characters without a piece become bytes. Every way to cut a piece into two others is
 * therefore a merge, in the order of the scores, as in transformers' own conversion of Llama's tokenizer.
 */
public final class SentencePieceJson {
    private static final String SPACE = "\u2581";

    private record Merge(int left, int right, int joined) {}

    private final Vocabulary vocabulary;
    private final List<Float> scores;
    private final Map<String, Integer> ids = new HashMap<>();

    public SentencePieceJson(Vocabulary vocabulary, List<Float> scores) {
        this.vocabulary = vocabulary;
        this.scores = List.copyOf(scores);
        for (int id = 0; id < vocabulary.pieces().size(); id++) {
            if (vocabulary.kinds().get(id) == Kind.NORMAL) {
                ids.putIfAbsent(vocabulary.pieces().get(id), id);
            }
        }
    }

    /**
     * The content of {@code tokenizer.json}.
     *
     * @param spaceFirst whether a text is read as if a space stood before it
     */
    public ObjectNode json(boolean spaceFirst) {
        ObjectNode json = vocabulary.frame();
        json.set("normalizer", normalizer(json, spaceFirst));
        json.set("decoder", decoder(json, spaceFirst));
        ObjectNode model = vocabulary.bpe().put("byte_fallback", true).put("fuse_unk", true);
        int unknown = vocabulary.kinds().indexOf(Kind.UNKNOWN);
        if (unknown >= 0) {
            model.put("unk_token", vocabulary.pieces().get(unknown));
        }
        ArrayNode merges = model.putArray("merges");
        for (Merge merge : merges()) {
            merges.addArray()
                    .add(vocabulary.pieces().get(merge.left()))
                    .add(vocabulary.pieces().get(merge.right()));
        }
        json.set("model", model);
        return json;
    }

    private static ObjectNode normalizer(ObjectNode json, boolean spaceFirst) {
        ObjectNode sequence = json.objectNode().put("type", "Sequence");
        ArrayNode parts = sequence.putArray("normalizers");
        if (spaceFirst) {
            parts.addObject().put("type", "Prepend").put("prepend", SPACE);
        }
        replace(parts, " ", SPACE);
        return sequence;
    }

    private static ObjectNode decoder(ObjectNode json, boolean spaceFirst) {
        ObjectNode sequence = json.objectNode().put("type", "Sequence");
        ArrayNode parts = sequence.putArray("decoders");
        replace(parts, SPACE, " ");
        parts.addObject().put("type", "ByteFallback");
        parts.addObject().put("type", "Fuse");
        if (spaceFirst) {
            parts.addObject()
                    .put("type", "Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0);
        }
        return sequence;
    }

    private static void replace(ArrayNode parts, String what, String by) {
        ObjectNode replace = parts.addObject().put("type", "Replace");
        replace.putObject("pattern").put("String", what);
        replace.put("content", by);
    }

    private List<Merge> merges() {
        List<Merge> merges = new ArrayList<>();
        ids.forEach((piece, id) -> {
            for (int cut = 1; cut < piece.length(); cut++) {
                Integer left = ids.get(piece.substring(0, cut));
                Integer right = ids.get(piece.substring(cut));
                if (left != null && right != null) {
                    merges.add(new Merge(left, right, id));
                }
            }
        });
        merges.sort(Comparator.comparing((Merge merge) -> scores.get(merge.joined()))
                .reversed()
                .thenComparingInt(Merge::joined)
                .thenComparingInt(Merge::left)
                .thenComparingInt(Merge::right));
        return merges;
    }
}
