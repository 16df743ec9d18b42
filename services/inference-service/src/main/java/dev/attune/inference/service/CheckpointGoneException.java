package dev.attune.inference.service;

import java.io.Serial;

/** A checkpoint that somebody named cannot answer, now or ever. */
final class CheckpointGoneException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String code;
    private final String sentence;

    CheckpointGoneException(String code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.sentence = sentence;
    }

    CandidateOutcome.Refused refused() {
        return new CandidateOutcome.Refused(code, sentence);
    }
}
