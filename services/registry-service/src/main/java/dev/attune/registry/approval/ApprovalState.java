package dev.attune.registry.approval;

/** What becomes of a promotion that was asked for. */
public enum ApprovalState {
    /** People are to decide. */
    OPEN,
    /** Enough people stood behind it: the channel was made to serve the checkpoint. */
    PROMOTED,
    /** A person did not want it. */
    REJECTED,
    /** What it rested on does not hold any more. */
    LAPSED
}
