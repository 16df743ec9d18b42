package dev.attune.registry;

/** Where a run stands. */
public enum RunState {
    /** A job is on the bus; no worker has said that it began. */
    REQUESTED,
    RUNNING,
    PAUSED,
    FINISHED,
    FAILED
}
