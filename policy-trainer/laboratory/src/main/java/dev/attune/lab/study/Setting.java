package dev.attune.lab.study;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.classify.ShotChoice;

/**
 * What a sweep chooses: a learning rate, or the examples of a few-shot prompt. Methods without such a choice have neither.
 *
 * @param rate of learning, or nothing
 * @param shots examples in each prompt; 0 for none
 * @param choice which examples, where there are some
 */
public record Setting(
        @Nullable Double rate, int shots, @Nullable ShotChoice choice) {

    public static final Setting NONE = new Setting(null, 0, null);

    static Setting rate(double rate) {
        return new Setting(rate, 0, null);
    }

    static Setting shots(ShotChoice choice, int shots) {
        return new Setting(null, shots, choice);
    }

    /** For people: {@code 0.0005}, {@code 8 nearest}, or a dash. */
    public String said() {
        if (rate != null) {
            return rate < 1e-3 ? String.format(Locale.ROOT, "%.1e", rate).replace("e-0", "e-") : String.valueOf(rate);
        }
        return choice == null ? "–" : shots + " " + choice.text();
    }
}
