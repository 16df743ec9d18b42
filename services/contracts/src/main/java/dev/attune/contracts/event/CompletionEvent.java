package dev.attune.contracts.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/** On {@code attune.completions}, keyed by prompt. */
public sealed interface CompletionEvent extends Event {

    /**
     * Candidate answers for a prompt were made.
     *
     * @param requestId the {@link PromptEvent.FreshCandidatesWanted} that asked for them; absent: the prompt itself did
     */
    record CandidatesGenerated(
            String promptId,
            String projectId,
            List<Message> prompt,
            List<Candidate> candidates,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String requestId)
            implements CompletionEvent {

        /** For which the prompt itself asked. */
        public CandidatesGenerated(
                String promptId, String projectId, List<Message> prompt, List<Candidate> candidates) {
            this(promptId, projectId, prompt, candidates, null);
        }

        @JsonCreator
        public CandidatesGenerated {
            Names.optional(requestId, "requestId");
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
