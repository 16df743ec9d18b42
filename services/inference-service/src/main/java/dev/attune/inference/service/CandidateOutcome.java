package dev.attune.inference.service;

import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;

/** What became of one prompt. */
public sealed interface CandidateOutcome {

    /** Answers were made. */
    record Made(CandidatesGenerated event) implements CandidateOutcome {}

    /** The prompt can get none, ever; the reason is a sentence for a person. */
    record Refused(String code, String reason) implements CandidateOutcome {}
}
