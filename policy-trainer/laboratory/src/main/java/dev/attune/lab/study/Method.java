package dev.attune.lab.study;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Choice;
import dev.attune.contracts.settings.Tuning;

/** What is compared: ways of asking a model, and ways of changing it. */
public enum Method implements Choice {
    /** The task's prompt. */
    ZERO_SHOT(null, 0),
    /** The same after training examples. */
    FEW_SHOT(null, 0),
    /** A prompt that was searched. */
    SEARCHED(null, 0),
    /** A linear head on the frozen model's last state. */
    HEAD(null, 0),
    SOFT_PROMPT(Tuning.Method.SOFT_PROMPT, 3e-2),
    PREFIX(Tuning.Method.PREFIX, 5e-3),
    P_TUNING(Tuning.Method.P_TUNING, 1e-3),
    IA3(Tuning.Method.IA3, 5e-3),
    LORA(Tuning.Method.LORA, 5e-4),
    DORA(Tuning.Method.DORA, 5e-4),
    ADAPTER(Tuning.Method.ADAPTER, 1e-3),
    BITFIT(Tuning.Method.BITFIT, 3e-3),
    NORMS(Tuning.Method.NORMS, 3e-3),
    LAST_LAYERS(Tuning.Method.LAST_LAYERS, 1e-4),
    FULL(Tuning.Method.FULL, 3e-5);

    private final Tuning.@Nullable Method tuning;
    private final double centre;

    /**
     * @param centre the learning rate around which a sweep lies: published ones, LoRA's and full tuning's somewhat higher
     *     because small data mean few steps
     */
    Method(Tuning.@Nullable Method tuning, double centre) {
        this.tuning = tuning;
        this.centre = centre;
    }

    /** How the model is changed, or nothing where it is only asked. */
    public Optional<Tuning.Method> tuning() {
        return Optional.ofNullable(tuning);
    }

    double centre() {
        return centre;
    }

    /** Whether training examples are looked at. */
    public boolean learns() {
        return this != ZERO_SHOT;
    }

    /** Whether something goes before each text that is trained. */
    public boolean isPrompt() {
        return this == SOFT_PROMPT || this == PREFIX || this == P_TUNING;
    }
}
