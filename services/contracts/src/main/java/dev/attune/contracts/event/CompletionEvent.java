package dev.attune.contracts.event;

import java.util.List;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/** On {@code attune.completions}, keyed by prompt. */
public sealed interface CompletionEvent extends Event {

    /** Candidate answers for a prompt were made. */
    record CandidatesGenerated(String promptId, String projectId, List<Message> prompt, List<Candidate> candidates)
            implements CompletionEvent {
        public CandidatesGenerated {
            Require.text(promptId, "promptId");
            Names.require(projectId, "projectId");
            prompt = Require.copy(prompt);
            candidates = Require.copy(candidates);
            Require.that(!prompt.isEmpty(), "prompt has no message");
            Require.that(candidates.size() >= 2, "candidates needs at least two answers but has " + candidates.size());
        }

        @Override
        public String key() {
            return promptId;
        }
    }
}
