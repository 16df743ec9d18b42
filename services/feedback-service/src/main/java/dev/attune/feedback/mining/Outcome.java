package dev.attune.feedback.mining;

/** What became of a question that somebody asked a served model in a project's name. */
public enum Outcome {
    /** It is a prompt of the project. */
    TAKEN,
    /** Not one of the share that is looked at. */
    NOT_SAMPLED,
    /** Its text is not here, or the project's consent is not there any more. */
    NO_CONSENT,
    /** The account that asked is no member of the project, and none that a manager named. */
    NOT_OURS,
    /** So many were taken in the last 24 hours as may be. */
    FULL,
    /** No prompt can be made of it: it is too long, shows images, or asks nothing. */
    UNSUITED,
    /** Too much of it was personal. */
    TOO_PERSONAL,
    /** The project has it already, but for case and blanks. */
    DUPLICATE,
    /** The project has one that is nearly the same. */
    NEAR_DUPLICATE
}
