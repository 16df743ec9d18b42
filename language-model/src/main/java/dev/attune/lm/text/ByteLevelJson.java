package dev.attune.lm.text;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Writes a {@code tokenizer.json} of byte-level BPE, the way GPT-2, Llama 3, Qwen2 and SmolLM2 cut a text into words. */
public final class ByteLevelJson {
    private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String REST = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String LLAMA3 = CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}" + REST;
    private static final String QWEN2 = CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + REST;
    /** What llama.cpp does where a file names no way, one after the other. */
    private static final List<String> LLAMA_CPP = List.of(
            "[\\p{P}\\$\\+<=>\\^~\\|]+",
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)",
            "\\p{N}+",
            "[0-9][0-9][0-9]");

    private ByteLevelJson() {}

    /**
     * The content of {@code tokenizer.json}, or none if {@code words} is not known.
     *
     * @param merges two pieces each, with a space between them
     * @param words GGUF's name of the way to cut a text into words
     */
    public static @Nullable ObjectNode json(Vocabulary vocabulary, List<?> merges, String words) {
        ObjectNode json = vocabulary.frame();
        ObjectNode model = vocabulary.bpe();
        switch (words) {
            case "gpt-2" -> json.set("pre_tokenizer", byteLevel(json, true));
            case "smollm" -> {
                ArrayNode parts = sequence(json);
                parts.addObject().put("type", "Digits").put("individual_digits", true);
                parts.add(byteLevel(json, true));
            }
            case "llama-bpe", "llama3", "llama-v3" -> {
                split(json, List.of(LLAMA3));
                model.put("ignore_merges", true);
            }
            case "qwen2" -> {
                json.putObject("normalizer").put("type", "NFC");
                split(json, List.of(QWEN2));
            }
            case "default" -> split(json, LLAMA_CPP);
            default -> {
                return null;
            }
        }
        json.set("decoder", byteLevel(json, true));
        ArrayNode written = model.putArray("merges");
        merges.forEach(merge -> written.add(merge.toString()));
        json.set("model", model);
        return json;
    }

    private static ArrayNode sequence(ObjectNode json) {
        return json.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
    }

    private static void split(ObjectNode json, List<String> patterns) {
        ArrayNode parts = sequence(json);
        for (String pattern : patterns) {
            ObjectNode split = parts.addObject().put("type", "Split");
            split.putObject("pattern").put("Regex", pattern);
            split.put("behavior", "Isolated").put("invert", false);
        }
        parts.add(byteLevel(json, false));
    }

    private static ObjectNode byteLevel(ObjectNode json, boolean words) {
        return json.objectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", words);
    }
}
