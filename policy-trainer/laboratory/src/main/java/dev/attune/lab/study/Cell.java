package dev.attune.lab.study;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.json.Json;

/**
 * One training and one measurement: everything that its result depends on, and nothing else.
 *
 * @param code of what cells compute
 * @param data digest of the task's texts, labels, prompt and parts, with the shifted ones and the general text
 * @param model digest of the model's files
 * @param examples training examples, which the seed draws
 * @param use what is measured on
 */
public record Cell(
        int code,
        String task,
        String data,
        String model,
        Method method,
        Setting setting,
        long seed,
        int examples,
        Use use,
        Sizes sizes) {

    /** Raised whenever what a cell computes changes, so that earlier results are not taken for new ones. */
    public static final int CODE = 1;

    /** What a cell is for. */
    public enum Use implements Choice {
        /** To choose a setting: measured on the examples for that. */
        SWEEP,
        /** To be told: measured on the tests, once. */
        RESULT
    }

    /** Stands for the cell: equal only for equal ones. */
    public String key() {
        return Sha256.of(Json.text(this));
    }

    /** For people: {@code reviews lora, rate 0.0005, seed 1, 96 examples}. */
    public String said() {
        String what = setting.rate() != null
                ? ", rate " + setting.said()
                : setting.choice() != null ? ", " + setting.said() : "";
        return task + " " + method.text() + what + ", seed " + seed
                + (method.learns() ? ", " + examples + " examples" : "") + (use == Use.SWEEP ? ", to choose" : "");
    }
}
