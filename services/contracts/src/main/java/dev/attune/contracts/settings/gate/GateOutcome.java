package dev.attune.contracts.settings.gate;

import dev.attune.contracts.json.Choice;

/** What a gate came to. Only what passed lets a checkpoint through. */
public enum GateOutcome implements Choice {
    /** It was shown that what the gate asks for holds. */
    PASSED,
    /** It was shown that it does not hold. */
    FAILED,
    /** Too little was seen to show either. */
    INCONCLUSIVE,
    /** It could not be computed. */
    ERROR
}
