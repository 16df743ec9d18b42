package dev.attune.feedback;

import dev.attune.contracts.error.AttuneException;

/** A call that this service refuses, with the sentence for the caller. */
public final class FeedbackException extends AttuneException {

    private final Fault fault;
    private final String sentence;

    public FeedbackException(Fault fault, String sentence) {
        super(fault.code(), fault.category(), sentence);
        this.fault = fault;
        this.sentence = sentence;
    }

    public Fault fault() {
        return fault;
    }

    /** What is wrong and what to do. */
    public String sentence() {
        return sentence;
    }
}
