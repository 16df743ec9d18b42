package dev.attune.reward.job;

import java.util.List;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;

/** Settled preferences for tests. */
final class Preferences {

    private static final Sampling SAMPLING = new Sampling(1, 1, 0, 16, 1);

    private Preferences() {}

    static PreferenceSettled decisive(String itemId, String prompt, String chosen, String rejected) {
        return settled(itemId, prompt, chosen, rejected, Outcome.DECISIVE);
    }

    static PreferenceSettled undecided(String itemId, String prompt, String first, String second, Outcome outcome) {
        return settled(itemId, prompt, first, second, outcome);
    }

    private static PreferenceSettled settled(
            String itemId, String prompt, String chosen, String rejected, Outcome outcome) {
        boolean decisive = outcome == Outcome.DECISIVE;
        return new PreferenceSettled(
                itemId,
                "project",
                "prompt-of-" + itemId,
                List.of(Message.user(prompt)),
                candidate(itemId + "-1", chosen),
                candidate(itemId + "-2", rejected),
                outcome,
                decisive ? 1 : 0.5,
                decisive ? 1 : 0,
                1,
                1);
    }

    private static Candidate candidate(String id, String text) {
        return new Candidate(id, text, "base-1", SAMPLING, "stop");
    }
}
