package dev.attune.reward.tune;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.LayerTuning;
import dev.attune.contracts.settings.LowRankTuning;
import dev.attune.contracts.settings.PromptTuning;
import dev.attune.contracts.settings.Tuning;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.Tunable.Bottleneck.Kind;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.text.Tokenizer;

/** Settings of tuning as a {@link Tunable}, and the adapters that it makes. */
public final class Tunables {

    private Tunables() {}

    /**
     * What trains.
     *
     * @param model whose tokenizer reads texts that prompts begin as
     * @throws AttuneException {@code bad-setting}
     */
    public static Tunable of(Tuning tuning, LanguageModel model) {
        try {
            return tunable(tuning, model.tokenizer());
        } catch (IllegalArgumentException wrong) {
            throw badSetting(wrong);
        }
    }

    /**
     * A new adapter, owned by {@code owner}.
     *
     * @param tuning of another method than {@code full}
     * @throws AttuneException {@code bad-setting} where the model has no place for it
     */
    public static TunedAdapter adapter(Tuning tuning, LanguageModel model, NDManager owner, long seed) {
        try {
            return of(tuning, model).adapter(owner, model.transformer(), seed);
        } catch (IllegalArgumentException wrong) {
            throw badSetting(wrong);
        }
    }

    /**
     * What to train: the model itself, or a new adapter, owned by {@code owner}.
     *
     * @throws AttuneException {@code bad-setting} where the model has no place for it
     */
    public static Tunable.Tuning prepare(Tuning tuning, LanguageModel model, NDManager owner, long seed) {
        try {
            return of(tuning, model).prepare(owner, model.transformer(), seed);
        } catch (IllegalArgumentException wrong) {
            throw badSetting(wrong);
        }
    }

    /**
     * Refuses texts that do not fit the model's context together with what the adapter puts before them.
     *
     * @param longest tokens of the longest text, with whatever is to follow it
     * @param what such as {@code "demonstration"}
     * @throws AttuneException {@code no-room}
     */
    public static void requireRoom(int places, LanguageModel model, int longest, String what) {
        int context = model.config().maximumPositions();
        if (places > 0 && places + longest > context) {
            throw ErrorCategory.CALLER.error(
                    "no-room",
                    "The adapter's " + places + " virtual tokens and the longest " + what + " of " + longest
                            + " tokens do not fit the model's context of " + context
                            + "; take fewer virtual tokens or shorter texts.");
        }
    }

    private static AttuneException badSetting(IllegalArgumentException wrong) {
        String sentence =
                wrong.getMessage() == null ? "The tuning's settings do not fit the model." : wrong.getMessage();
        return ErrorCategory.CALLER.error("bad-setting", sentence, wrong);
    }

    private static Tunable tunable(Tuning tuning, Tokenizer tokenizer) {
        PromptTuning prompt = tuning.prompt();
        LayerTuning change = tuning.change();
        return switch (tuning.method()) {
            case FULL -> Tunable.full();
            case LORA, DORA ->
                new Tunable.Lora(new LoraConfig(
                        tuning.rank(),
                        tuning.alpha(),
                        LoraTargets.of(tuning.targets()),
                        change.stabilisesRanks(),
                        new LoraConfig.Exceptions(
                                tuning.lowRank().ranks(), tuning.lowRank().alphas()),
                        tuning.method() == Tuning.Method.DORA,
                        beside(tuning.lowRank())));
            case IA3 -> new Tunable.Ia3(tuning.targetsAll() ? List.of() : tuning.targets());
            case SOFT_PROMPT -> new Tunable.SoftPrompt(prompt.places(), start(prompt, tokenizer));
            case P_TUNING -> new Tunable.PTuning(prompt.places(), prompt.hidden());
            case PREFIX -> new Tunable.Prefix(prompt.places(), prompt.hidden(), start(prompt, tokenizer));
            case MULTITASK_PROMPT ->
                new Tunable.MultitaskPrompt(
                        prompt.places(),
                        start(prompt, tokenizer),
                        prompt.count(),
                        tuning.rank(),
                        prompt.task() == null ? 0 : prompt.task(),
                        prompt.names());
            case ADAPTER -> new Tunable.Bottleneck(Kind.valueOf(change.place().name()), change.divisor());
            case BITFIT -> new Tunable.BitFit();
            case NORMS -> new Tunable.Norms();
            case LAST_LAYERS -> new Tunable.LastLayers(change.lastLayers());
        };
    }

    private static LoraConfig.Beside beside(LowRankTuning settings) {
        return new LoraConfig.Beside(
                settings.rows(),
                settings.modules(),
                LoraConfig.Biases.valueOf(settings.biases().name()),
                settings.keepsTied());
    }

    private static PromptStart start(PromptTuning prompt, Tokenizer tokenizer) {
        return switch (prompt.start()) {
            case RANDOM -> new PromptStart.Random();
            case UNIFORM -> new PromptStart.Uniform();
            case VOCABULARY -> new PromptStart.Vocabulary();
            case TEXT -> new PromptStart.Text(tokens(tokenizer.encode(String.valueOf(prompt.text()))));
            case LABELS -> {
                List<String> labels = prompt.labels() == null ? List.of() : prompt.labels();
                yield new PromptStart.Labels(labels.stream()
                        .map(label -> tokens(tokenizer.encodeText(label)))
                        .toList());
            }
        };
    }

    private static List<Integer> tokens(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }
}
