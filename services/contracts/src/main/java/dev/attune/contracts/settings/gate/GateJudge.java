package dev.attune.contracts.settings.gate;

import dev.attune.contracts.json.Choice;

/** Who judges a win rate; never a reward model that had a part in training the checkpoint. */
public enum GateJudge implements Choice {
    /** The outside judge that the trainer was given ({@code ATTUNE_EVALUATION_JUDGE}). */
    OUTSIDE,
    /** A reward model that learned from the judging half of the project's preferences: other prompts, rated by other people. */
    GOLD
}
