package dev.attune.inference.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.inference.CandidateOrder;
import dev.attune.inference.config.CandidateConfig;

/** A prompt with its answers while they are sampled. */
record AnswersInProgress(CandidateOrder prompt, List<AnswerInProgress> answers) {
    AnswersInProgress {
        answers = List.copyOf(answers);
    }

    /** Those that say what another says before them. */
    List<AnswerInProgress> repeated() {
        Set<String> said = new HashSet<>();
        List<AnswerInProgress> repeated = new ArrayList<>();
        for (AnswerInProgress answer : answers) {
            if (!said.add(answer.text())) {
                repeated.add(answer);
            }
        }
        return repeated;
    }

    CandidatesGenerated event(CandidateConfig config) {
        return new CandidatesGenerated(
                prompt.promptId(),
                prompt.projectId(),
                prompt.prompt(),
                answers.stream().map(answer -> answer.candidate(config)).toList(),
                prompt.requestId());
    }
}
