package dev.attune.cli.load;

import java.util.Map;

/**
 * How exact it was, as a line of the result.
 *
 * @param judgements that were wanted
 * @param acknowledged ratings, of which {@code takenBack} were taken back
 * @param over items with more ratings than wanted
 * @param under items with fewer
 * @param lost acknowledged ratings or withdrawals that the database or the topic does not have
 * @param twice ratings that two events of different ids tell, or of which nobody was told
 * @param refused answers other than an item or a rating, by code
 * @param failure what a client found wrong; empty
 */
record ExactRow(
        String row,
        String goal,
        boolean holds,
        int clients,
        int instances,
        int judgements,
        int acknowledged,
        int takenBack,
        long over,
        long under,
        long lost,
        long twice,
        double seconds,
        Map<String, Long> refused,
        String failure) {
    ExactRow {
        refused = Map.copyOf(refused);
    }
}
