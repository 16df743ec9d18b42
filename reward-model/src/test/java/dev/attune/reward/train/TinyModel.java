package dev.attune.reward.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.text.Tokenizer;
import dev.attune.preference.pair.PreferencePair;

/** A random two-layer transformer over thirty words, and preferences that a rule decides: the polite word wins. */
public final class TinyModel {

    private static final List<String> SUBJECTS = List.of(
            "apple", "bread", "cloud", "door", "earth", "fire", "glass", "house", "island", "juice", "king", "lamp");
    private static final List<String> FILLERS = List.of("is", "a", "the", "good", "old", "new", "red", "round");
    private static final String POLITE = "please";
    private static final String RUDE = "stupid";

    private TinyModel() {}

    /** Writes a model directory and returns it. */
    public static Path write(Path directory, long seed) {
        try {
            Files.createDirectories(directory);
            writeTokenizer(directory);
            Tokenizer tokenizer = Tokenizer.load(directory);
            TransformerConfig config = TransformerConfig.tiny(vocabulary().size(), 32, 2, 2, 2)
                    .withSpecialTokens(new TransformerConfig.SpecialTokens(-1, List.of(1), 0));
            try (LanguageModel model = LanguageModel.random(config, tokenizer, LoadOptions.float32(), seed)) {
                model.save(directory);
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pairs over {@code prompts} prompts; the chosen answer has the polite word, the rejected one the rude word. */
    public static List<PreferencePair> pairs(int count, int prompts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PreferencePair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(PreferencePair.of(
                    List.of(Message.user(prompt(i % prompts))), answer(random, POLITE), answer(random, RUDE)));
        }
        return pairs;
    }

    /** The prompt of a number. */
    public static String prompt(int number) {
        int first = number % SUBJECTS.size();
        int second = number / SUBJECTS.size() % SUBJECTS.size();
        return "the " + SUBJECTS.get(first) + " is " + SUBJECTS.get(second);
    }

    private static String answer(SplittableRandom random, String word) {
        List<String> words = new ArrayList<>();
        int length = 2 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            words.add(FILLERS.get(random.nextInt(FILLERS.size())));
        }
        words.set(random.nextInt(length), word);
        return String.join(" ", words);
    }

    private static List<String> vocabulary() {
        List<String> words = new ArrayList<>(List.of("<unk>", "<end>", POLITE, RUDE));
        words.addAll(SUBJECTS);
        words.addAll(FILLERS);
        return words;
    }

    private static void writeTokenizer(Path directory) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("version", "1.0");
        for (String none : List.of("truncation", "padding", "normalizer", "post_processor", "decoder")) {
            json.putNull(none);
        }
        ObjectNode end = json.putArray("added_tokens").addObject();
        end.put("id", 1).put("content", "<end>").put("special", true);
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            end.put(flag, false);
        }
        json.putObject("pre_tokenizer").put("type", "Whitespace");
        ObjectNode model = json.putObject("model").put("type", "WordLevel").put("unk_token", "<unk>");
        ObjectNode words = model.putObject("vocab");
        List<String> vocabulary = vocabulary();
        for (int id = 0; id < vocabulary.size(); id++) {
            words.put(vocabulary.get(id), id);
        }
        Json.MAPPER.writeValue(directory.resolve(Tokenizer.FILE).toFile(), json);
    }
}
