package dev.attune.platform.process;

/** Where a supervised process is in its life. */
public enum ProcessState {
    /** Waits for the processes that it needs. */
    WAITING,
    /** Runs but is not ready yet. */
    STARTING,
    /** Said that it is ready. */
    READY,
    /** Was ready and lives, but says at present that it cannot do its work. */
    DEGRADED,
    /** Ended, or was ended because it hung, and waits before it is started again. */
    RESTARTING,
    /** Has ended several times in a row; it is started again all the same, twice a minute. */
    FAILING,
    /** Was told to end. */
    STOPPING,
    /** Ended, and will not be started again. */
    STOPPED;

    /** Whether it has still to become ready. */
    public boolean isBeforeReady() {
        return this == WAITING || this == STARTING || this == RESTARTING || this == FAILING;
    }
}
