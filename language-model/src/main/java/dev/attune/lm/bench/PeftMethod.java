package dev.attune.lm.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;

/** Ways of tuning that PEFT has, too, each with a learning rate of its usual size. */
public enum PeftMethod {
    SOFT_PROMPT(1e-2, new Tunable.SoftPrompt(PeftMethod.PLACES, new PromptStart.Vocabulary())),
    PREFIX(5e-3, new Tunable.Prefix(PeftMethod.PLACES, 0, new PromptStart.Vocabulary())),
    P_TUNING(1e-3, new Tunable.PTuning(PeftMethod.PLACES, 0)),
    MULTITASK_PROMPT(
            1e-2, new Tunable.MultitaskPrompt(PeftMethod.PLACES, new PromptStart.Vocabulary(), PeftMethod.TASKS, 1, 0)),
    LORA(2e-4, new Tunable.Lora(PeftMethod.lora(false, false))),
    RSLORA(2e-4, new Tunable.Lora(PeftMethod.lora(true, false))),
    DORA(2e-4, new Tunable.Lora(PeftMethod.lora(false, true))),
    IA3(5e-3, new Tunable.Ia3(List.of())),
    NORMS(3e-3, new Tunable.Norms()),
    FULL(1e-5, Tunable.full());

    /** Tasks of the multitask prompt; the rows of a batch take turns. */
    static final int TASKS = 2;

    private static final int PLACES = 20;
    private static final int RANK = 16;

    private final double learningRate;
    private final Tunable tunable;

    PeftMethod(double learningRate, Tunable tunable) {
        this.learningRate = learningRate;
        this.tunable = tunable;
    }

    private static LoraConfig lora(boolean rankStabilised, boolean lengths) {
        return new LoraConfig(
                RANK, 2.0 * RANK, new LoraTargets.AllLinear(), rankStabilised, LoraConfig.Exceptions.NONE, lengths);
    }

    double learningRate() {
        return learningRate;
    }

    Tunable tunable() {
        return tunable;
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
