package dev.attune.cli.load;

import java.util.List;

/**
 * What the load's own process is told.
 *
 * @param services where feedback-service listens, each instance
 * @param kafka address of the bus
 * @param busKeys file with which a consumer signs in there
 * @param tokens one for each client
 * @param projectId whose items are rated
 * @param kind what is done
 * @param warmSeconds before anything counts
 * @param perSecond ratings that are offered together; 0: each client goes on as soon as it can
 * @param judgements how many must be there in the end; 0 where time ends it
 * @param seed of what is drawn
 */
record LoadPlan(
        List<String> services,
        String kafka,
        String busKeys,
        List<String> tokens,
        String projectId,
        Kind kind,
        double warmSeconds,
        double seconds,
        double perSecond,
        int judgements,
        long seed) {

    /** What the clients do. */
    enum Kind {
        /** Rate what they hold, and fetch the next item in advance. */
        RATE,
        /** Fetch an item and give it back. */
        NEXT,
        /** Rate as people do whose connection is bad and who go away for a while. */
        EXACT
    }

    LoadPlan {
        services = List.copyOf(services);
        tokens = List.copyOf(tokens);
    }
}
