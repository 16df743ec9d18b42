package dev.attune.cli.kill;

import java.util.Map;

/**
 * What was counted at the end.
 *
 * @param acknowledged ratings that raters have on their disk
 * @param inDatabase ratings that the service counts
 * @param lostInDatabase acknowledged ratings that the service does not count, or answers otherwise when it is asked again by
 *     their key
 * @param countedTwice ratings that the service counts and nobody sent, and ratings that two events of different ids tell
 * @param onBus distinct events of ratings
 * @param lostOnBus acknowledged ratings that no event tells
 * @param unknownOnBus ratings on the bus that nobody has on disk
 * @param repeatedOnBus records whose event id was there before; consumers know events by id
 * @param refused ratings that the service refused for good, by code
 * @param slowestRecoverySeconds of all kills
 */
public record KillResult(
        int kills,
        int raters,
        int acknowledged,
        long inDatabase,
        long lostInDatabase,
        long countedTwice,
        int onBus,
        int lostOnBus,
        int unknownOnBus,
        int repeatedOnBus,
        Map<String, Integer> refused,
        double meanRecoverySeconds,
        double slowestRecoverySeconds) {
    public KillResult {
        refused = Map.copyOf(refused);
    }

    /** Whether nothing was lost and nothing counts twice. */
    public boolean holds() {
        return lostInDatabase == 0
                && countedTwice == 0
                && lostOnBus == 0
                && unknownOnBus == 0
                && onBus == inDatabase
                && inDatabase == acknowledged;
    }
}
