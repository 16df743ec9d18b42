package dev.attune.contracts.event;

import java.util.List;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/** On {@code attune.prompts}, keyed by prompt. */
public sealed interface PromptEvent extends Event {

    /**
     * A prompt wants answers rated.
     *
     * @param prompt the conversation so far; the last turn is not the assistant's
     */
    record PromptAdded(String promptId, String projectId, List<Message> prompt, Split split) implements PromptEvent {
        public PromptAdded {
            Require.text(promptId, "promptId");
            Names.require(projectId, "projectId");
            prompt = Require.copy(prompt);
            Require.that(!prompt.isEmpty(), "prompt has no message");
            Require.present(split, "split");
        }

        @Override
        public String key() {
            return promptId;
        }
    }
}
