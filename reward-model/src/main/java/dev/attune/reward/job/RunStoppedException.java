package dev.attune.reward.job;

/** The worker was asked to stop in the middle of a run; the run stays frozen and is made again at the next start. */
final class RunStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunStoppedException() {
        super("The worker was asked to stop", null, false, false);
    }
}
