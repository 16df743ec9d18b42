package dev.attune.reward.score;

import java.util.List;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.Message;

/** An answer to a prompt, to be scored. */
public record Answer(List<Message> prompt, String text) {

    public Answer {
        prompt = Require.copy(prompt);
        Require.that(!prompt.isEmpty(), "prompt has no message");
        Require.present(text, "text");
    }
}
