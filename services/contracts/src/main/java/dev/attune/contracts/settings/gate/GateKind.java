package dev.attune.contracts.settings.gate;

import dev.attune.contracts.json.Choice;

/** What a gate looks at. A project has at most one gate of each kind. */
public enum GateKind implements Choice {
    /** Which answers an independent judge finds better. */
    WIN_RATE,
    /** Which answers people find better, who do not know whose they are. */
    ARENA,
    /** Whether it refuses what it must and answers what it may. */
    SAFETY,
    /** Whether it still can what its opponent can. */
    CAPABILITY,
    /** Whether its answers have become longer, shorter or more listed, or repeat themselves. */
    FORMAT,
    /** Whether it treats people differently who differ in what must not matter. */
    BIAS
}
