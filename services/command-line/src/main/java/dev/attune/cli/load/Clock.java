package dev.attune.cli.load;

/**
 * When a load begins, counts and ends, in nanoseconds of {@link System#nanoTime}.
 *
 * @param countsFrom the first moment that counts
 * @param end nothing begins after it
 */
record Clock(long start, long countsFrom, long end) {

    static Clock of(double warmSeconds, double seconds) {
        long start = System.nanoTime();
        long counts = start + (long) (warmSeconds * 1e9);
        return new Clock(start, counts, counts + (long) (seconds * 1e9));
    }

    boolean counts(long moment) {
        return moment - countsFrom >= 0 && moment - end < 0;
    }

    boolean over() {
        return System.nanoTime() - end >= 0;
    }

    double seconds() {
        return (end - countsFrom) / 1e9;
    }
}
