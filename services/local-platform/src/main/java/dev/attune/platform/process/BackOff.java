package dev.attune.platform.process;

import java.time.Duration;

/** Delays between restarts: 0.5 s, doubled each time up to 30 s, and from the start again after a minute of health. */
public final class BackOff {

    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);
    static final Duration HEALTHY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /**
     * How long to wait before the next start.
     *
     * @param healthyFor how long the process that just ended had been ready
     */
    public Duration afterExit(Duration healthyFor) {
        if (healthyFor.compareTo(HEALTHY) >= 0) {
            next = FIRST;
        }
        Duration delay = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return delay;
    }
}
