package dev.attune.worker.run;

import java.time.Duration;

/**
 * How often a run is begun before it is given up.
 *
 * @param attempts in all, those before a restart included
 * @param firstPause after a fault that may pass; each further one is twice as long
 * @param betweenNotes of how far the run has come: an attempt that is known to have come further than any before counts as
 *     the first again, since a run that advances with every restart ends
 */
public record Retries(int attempts, Duration firstPause, Duration betweenNotes) {

    /** Five attempts, with half a minute of pauses between them. */
    public static Retries defaults() {
        return new Retries(5, Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    /** The pause after the {@code made}-th attempt, of at least one. */
    Duration pause(int made) {
        return firstPause.multipliedBy(1L << (made - 1));
    }
}
