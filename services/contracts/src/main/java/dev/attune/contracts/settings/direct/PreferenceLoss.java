package dev.attune.contracts.settings.direct;

import java.util.List;

import dev.attune.contracts.json.Choice;

/** The losses of tuning directly on preferences. */
public enum PreferenceLoss implements Choice {
    /** DPO. */
    SIGMOID,
    CONSERVATIVE,
    ROBUST,
    IPO,
    HINGE,
    LENGTH_NORMALISED,
    KTO,
    ORPO;

    /** The losses of direct preference optimisation: all but KTO and ORPO. */
    public static final List<PreferenceLoss> PAIRWISE =
            List.of(SIGMOID, CONSERVATIVE, ROBUST, IPO, HINGE, LENGTH_NORMALISED);

    /** Whether it knows how often people are mistaken. */
    public boolean knowsNoise() {
        return this == CONSERVATIVE || this == ROBUST;
    }

    /** The losses as a setting's sentence lists them. */
    public static List<String> texts(List<PreferenceLoss> losses) {
        return losses.stream().map(PreferenceLoss::text).toList();
    }
}
