package dev.attune.service.outbox;

import java.time.Duration;

/**
 * From where on rows that wait are looked for. Until the table is vacuumed, its index leads over all those that were sent since; so the lowest
 * position that waited some seconds ago is remembered. What a long transaction has numbered below it is found by the next look at all.
 */
final class Sweep {

    private static final long BETWEEN = Duration.ofSeconds(5).toNanos();

    private boolean all = true;
    private long last;
    private long before;
    private long lately;

    /** The lowest position to look at now. */
    synchronized long from(long nanoTime) {
        all = all || nanoTime - last >= BETWEEN;
        if (all) {
            last = nanoTime;
        }
        return all ? 0 : before;
    }

    /** @param lowest position that waits, of those that were looked at; 0 where nothing does */
    synchronized void found(long lowest) {
        if (all) {
            before = lately;
            lately = lowest == 0 ? lately : lowest;
            all = false;
        }
    }

    /** What did not arrive may be anywhere. */
    synchronized void again() {
        all = true;
        before = 0;
        lately = 0;
    }
}
