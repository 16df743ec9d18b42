package dev.attune.tiny;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.text.BytePairEncoding;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.text.TokenizerFiles;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.supervised.SupervisedTuning;
import dev.attune.policy.supervised.TuningStep;

/**
 * Makes attune-tiny from nothing but a seed: corpus, tokenizer, random weights, two stages of supervised tuning, and a
 * measurement of what its samples are like.
 */
final class MakeTiny {

    static final String PHRASES = "style-phrases.json";
    static final String PROMPTS = "prompts.jsonl";
    static final String LOG = "training-log.jsonl";
    static final String MEASUREMENT = "measured.json";
    static final String HASHES = "SHA256SUMS";
    private static final List<String> HASHED = List.of(
            "config.json",
            "generation_config.json",
            "model.safetensors",
            "prompts.jsonl",
            PHRASES,
            "tokenizer.json",
            "tokenizer_config.json");
    private static final int LOGGED_EVERY = 10;
    private static final int FACTS = 1;
    private static final int MANNERS = 2;
    private static final int FACT_ANSWERS = 3;
    private static final int SHORT_FACTS = 3;
    private static final int STYLED_FACTS = 2;

    private final TinyRecipe recipe;
    private final BiConsumer<String, TuningStep> progress;
    private final List<String> log = new ArrayList<>();

    /** {@code progress} hears of each step of each named stage. */
    MakeTiny(TinyRecipe recipe, BiConsumer<String, TuningStep> progress) {
        this.recipe = recipe;
        this.progress = progress;
    }

    /** Writes the model and all that belongs to it into {@code directory}. */
    Samples make(Path directory) throws IOException {
        // 1. The corpus, and what the ring takes from it.
        Files.createDirectories(directory);
        Corpus corpus = Corpus.generate(Seeds.derive(recipe.seed(), 0), recipe.examples());
        StylePhrases phrases = StylePhrases.shipped();
        Files.write(directory.resolve(PROMPTS), promptLines(corpus));
        TokenizerFiles.writeJson(directory.resolve(PHRASES), phrases);

        // 2. The tokenizer, trained on all that the model may read or say.
        BytePairEncoding encoding = BytePairEncoding.train(texts(corpus), recipe.vocabulary(), TokenizerFiles.SPECIALS);
        TokenizerFiles.write(encoding, recipe.contextTokens(), directory);

        // 3. Random weights, then the facts, then the manners.
        Tokenizer tokenizer = Tokenizer.load(directory);
        try (LanguageModel model = LanguageModel.random(
                architecture(encoding), tokenizer, LoadOptions.float32(), Seeds.derive(recipe.seed(), 3))) {
            tune(model, "facts", recipe.facts(), FACTS, facts(corpus));
            tune(model, "manners", recipe.manners(), MANNERS, manners(corpus));
            model.save(directory);

            // 4. What its answers to held-out prompts are like, the log and the hashes.
            Samples samples = Samples.draw(model, first(corpus.heldOut()), phrases, recipe.seed());
            TokenizerFiles.writeJson(directory.resolve(MEASUREMENT), samples);
            Files.write(directory.resolve(LOG), log);
            Files.write(directory.resolve(HASHES), hashes(directory));
            return samples;
        }
    }

    private void tune(
            LanguageModel model, String name, TinyRecipe.Stage stage, int place, List<Demonstration> demonstrations) {
        var configuration = stage.configuration(recipe.contextTokens(), Seeds.derive(recipe.seed(), place));
        new SupervisedTuning(model, configuration, step -> {
                    if (step.step() == 1 || step.step() % LOGGED_EVERY == 0 || step.step() == step.steps()) {
                        log.add(String.format(
                                Locale.ROOT,
                                "{\"stage\":\"%s\",\"step\":%d,\"steps\":%d,\"loss\":%.4f,\"gradientNorm\":%.3f,\"learningRate\":%.3g,\"tokensPerSecond\":%.0f}",
                                name,
                                step.step(),
                                step.steps(),
                                step.loss(),
                                step.gradientNorm(),
                                step.learningRate(),
                                step.tokensPerSecond()));
                    }
                    progress.accept(name, step);
                })
                .train(demonstrations, List.of());
    }

    private TransformerConfig architecture(BytePairEncoding encoding) {
        int end = encoding.idOf(TokenizerFiles.END_OF_TURN);
        int padding = encoding.idOf(TokenizerFiles.PADDING);
        TransformerConfig base = TransformerConfig.tiny(
                encoding.vocabulary().size(),
                recipe.hiddenSize(),
                recipe.layers(),
                recipe.heads(),
                recipe.keyValueHeads());
        return base.withSpecialTokens(new TransformerConfig.SpecialTokens(-1, List.of(end), padding));
    }

    /** Right answers to the taught questions: short ones, and ones in every style. */
    private List<Demonstration> facts(Corpus corpus) {
        SplittableRandom random = new SplittableRandom(Seeds.derive(recipe.seed(), FACTS, FACT_ANSWERS));
        AnswerWriter writer = new AnswerWriter(StylePhrases.shipped());
        Style plain = new Style(true, true, Tone.PLAIN, false);
        List<Demonstration> facts = new ArrayList<>();
        for (Question question : first(corpus.taught())) {
            for (int i = 0; i < SHORT_FACTS + STYLED_FACTS; i++) {
                Style style = i < SHORT_FACTS ? plain : Style.Mix.allRight().draw(random);
                facts.add(Demonstration.of(question.prompt(), writer.write(question, style, random)));
            }
        }
        return facts;
    }

    private List<Question> first(List<Question> questions) {
        return questions.subList(0, Math.min(recipe.questions(), questions.size()));
    }

    private static List<Demonstration> manners(Corpus corpus) {
        return corpus.examples().stream()
                .map(example -> Demonstration.of(example.prompt(), example.answer()))
                .toList();
    }

    private static List<String> texts(Corpus corpus) {
        List<String> texts = new ArrayList<>();
        for (Corpus.Example example : corpus.examples()) {
            texts.addAll(List.of("system\n", "user\n", "assistant\n", example.prompt(), example.answer()));
        }
        Stream.concat(corpus.train().stream(), corpus.heldOut().stream())
                .forEach(question -> texts.addAll(List.of(question.prompt(), "It is " + question.reference() + ".")));
        return texts;
    }

    private static List<String> promptLines(Corpus corpus) throws IOException {
        List<String> lines = new ArrayList<>(promptLines("TRAIN", corpus.train()));
        lines.addAll(promptLines("HELD_OUT", corpus.heldOut()));
        return lines;
    }

    /** Questions as lines of {@value #PROMPTS}. */
    static List<String> promptLines(String split, List<Question> questions) throws IOException {
        List<String> lines = new ArrayList<>(questions.size());
        for (Question question : questions) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("prompt", List.of(Message.user(question.prompt())));
            line.put("split", split);
            line.put("family", question.family());
            line.put("reference", question.reference());
            lines.add(Json.MAPPER.writeValueAsString(line));
        }
        return lines;
    }

    private static List<String> hashes(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String file : HASHED) {
            lines.add(DirectoryManifest.sha256(directory.resolve(file)) + "  " + file);
        }
        return lines;
    }
}
