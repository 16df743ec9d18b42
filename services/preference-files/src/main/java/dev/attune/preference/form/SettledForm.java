package dev.attune.preference.form;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.preference.form.PreferenceForm.Comparisons;
import dev.attune.preference.pair.PreferencePair;

/** This project's own form: the data of a {@code PreferenceSettled} event, one per line, as on the bus. */
public final class SettledForm {

    static final PreferenceForm FORM = new PreferenceForm(
            "attune",
            Set.of("itemId", "chosen", "rejected", "outcome"),
            Set.of("projectId", "promptId", "prompt", "probability", "margin", "weight", "ratings", "belief", "fit"),
            SettledForm::read);

    private SettledForm() {}

    private static Comparisons read(JsonNode line) {
        byte[] json = line.toString().getBytes(StandardCharsets.UTF_8);
        PreferenceSettled settled = EventCodec.read(json, PreferenceSettled.class);
        if (showsImages(settled)) {
            throw new IllegalArgumentException("it has images, which models that know text alone cannot see");
        }
        return comparisons(settled);
    }

    /** What a settled preference compares: nothing without weight, between equal texts or where images are needed to judge. */
    public static Comparisons comparisons(PreferenceSettled settled) {
        boolean compares = settled.weight() > 0
                && !showsImages(settled)
                && !settled.chosen().text().equals(settled.rejected().text());
        if (!compares) {
            return new Comparisons(List.of(), 1);
        }
        PreferencePair pair = new PreferencePair(
                settled.prompt(),
                settled.chosen().text(),
                settled.rejected().text(),
                Math.max(1, settled.margin()),
                0,
                settled.weight());
        boolean decisive = settled.outcome() == Outcome.DECISIVE;
        return Comparisons.of(
                pair.withOutcome(settled.outcome()).withProbability(decisive ? settled.probability() : 1));
    }

    private static boolean showsImages(PreferenceSettled settled) {
        return Message.anyImages(settled.prompt())
                || !settled.chosen().images().isEmpty()
                || !settled.rejected().images().isEmpty();
    }
}
