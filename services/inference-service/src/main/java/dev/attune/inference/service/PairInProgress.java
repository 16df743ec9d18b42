package dev.attune.inference.service;

import java.util.List;

import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.inference.config.CandidateConfig;

/** A prompt with its two answers while they are sampled. */
record PairInProgress(PromptAdded prompt, AnswerInProgress first, AnswerInProgress second) {

    boolean identical() {
        return first.text().equals(second.text());
    }

    CandidatesGenerated event(CandidateConfig config) {
        return new CandidatesGenerated(
                prompt.promptId(),
                prompt.projectId(),
                prompt.prompt(),
                List.of(first.candidate(config), second.candidate(config)));
    }
}
