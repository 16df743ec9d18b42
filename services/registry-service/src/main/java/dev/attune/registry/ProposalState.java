package dev.attune.registry;

/** Where a proposal stands. */
public enum ProposalState {
    /** A reviewer must look at it. */
    PROPOSED,
    /** It is published. */
    APPROVED,
    REJECTED
}
