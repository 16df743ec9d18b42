package dev.attune.lm.bench.peft;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;

/**
 * Ways of tuning that PEFT has, too, each with a learning rate of its usual size. Prompts before the text go slower than usual:
 * at 1e-2 the twenty losses of PEFT itself on SmolLM2-135M differ by 0.017 between its two implementations of attention, since
 * steps of that size amplify the last bits, and no comparison of losses would mean anything.
 */
public enum PeftMethod {
    SOFT_PROMPT(1e-3),
    PREFIX(5e-3),
    P_TUNING(1e-4),
    MULTITASK_PROMPT(1e-3),
    LORA(2e-4),
    RSLORA(2e-4),
    DORA(2e-4),
    IA3(5e-3),
    NORMS(3e-3),
    FULL(1e-5);

    /** Tasks of the multitask prompt; the rows of a batch take turns. */
    static final int TASKS = 2;

    private static final int PLACES = 20;
    private static final int RANK = 16;

    private final double learningRate;

    PeftMethod(double learningRate) {
        this.learningRate = learningRate;
    }

    private static LoraConfig lora(boolean rankStabilised, boolean lengths) {
        return new LoraConfig(
                RANK, 2.0 * RANK, new LoraTargets.AllLinear(), rankStabilised, LoraConfig.Exceptions.NONE, lengths);
    }

    double learningRate() {
        return learningRate;
    }

    Tunable tunable() {
        PromptStart words = new PromptStart.Vocabulary();
        return switch (this) {
            case SOFT_PROMPT -> new Tunable.SoftPrompt(PLACES, words);
            case PREFIX -> new Tunable.Prefix(PLACES, 0, words);
            case P_TUNING -> new Tunable.PTuning(PLACES, 0);
            case MULTITASK_PROMPT -> new Tunable.MultitaskPrompt(PLACES, words, TASKS, 1, 0);
            case LORA -> new Tunable.Lora(lora(false, false));
            case RSLORA -> new Tunable.Lora(lora(true, false));
            case DORA -> new Tunable.Lora(lora(false, true));
            case IA3 -> new Tunable.Ia3(List.of());
            case NORMS -> new Tunable.Norms();
            case FULL -> Tunable.full();
        };
    }

    /** As the command line and rows say it, such as {@code soft-prompt}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static PeftMethod of(String title) {
        return Arrays.stream(values())
                .filter(method -> method.title().equals(title))
                .findFirst()
                .orElseThrow();
    }
}
