package dev.attune.worker.run;

/** Ends a run between two steps because it is to stop: no failure, it stays frozen and goes on later. */
public final class RunStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunStoppedException() {
        super("The run was asked to stop", null, false, false);
    }
}
