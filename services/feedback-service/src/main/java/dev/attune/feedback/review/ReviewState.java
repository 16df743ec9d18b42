package dev.attune.feedback.review;

/** What reviewers have to do with an item. */
public enum ReviewState {
    /** Nothing: it is rated like any other. */
    NONE,
    /** Somebody flagged it; nobody else is handed it before a reviewer has decided. */
    FLAGGED,
    /** A reviewer's verdict settles it. */
    ADJUDICATED,
    /** A reviewer closed it; it settles nothing. */
    VOID,
    /** A newer pair of the prompt is asked about in its place: nobody rated it, and it settles nothing. A reviewer may reopen it. */
    SUPERSEDED
}
