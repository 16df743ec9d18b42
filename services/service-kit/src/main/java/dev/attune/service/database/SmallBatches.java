package dev.attune.service.database;

import java.util.function.IntUnaryOperator;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** Forgets many rows a few at a time, each in a transaction of its own, so that nobody waits long for their locks. */
public final class SmallBatches {

    private static final int ROWS = 500;

    private SmallBatches() {}

    /**
     * Forgets until nothing is left.
     *
     * @param forget deletes at most so many rows and says how many it deleted
     * @return how many rows were deleted in all
     */
    public static long forget(IntUnaryOperator forget) {
        long all = 0;
        int deleted;
        do {
            deleted = QuarkusTransaction.requiringNew().call(() -> forget.applyAsInt(ROWS));
            all += deleted;
        } while (deleted >= ROWS);
        return all;
    }
}
