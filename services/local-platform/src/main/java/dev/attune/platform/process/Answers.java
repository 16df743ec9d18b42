package dev.attune.platform.process;

import java.time.Duration;

/** Whether a process has answered lately. */
final class Answers {

    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(2);

    private final Probe probe;
    private final Duration patience;
    private long last = System.nanoTime();

    /** @param patience how long there may be no answer */
    Answers(Probe probe, Duration patience) {
        this.probe = probe;
        this.patience = patience;
    }

    /** Asks; whether it has been silent for too long. */
    boolean isSilent() {
        if (probe.ready()) {
            last = System.nanoTime();
            return false;
        }
        return System.nanoTime() - last > patience.toNanos();
    }

    /** How long to wait between two questions. */
    Duration interval() {
        Duration several = patience.dividedBy(4);
        return several.compareTo(LONGEST_INTERVAL) < 0 ? several : LONGEST_INTERVAL;
    }
}
