package dev.attune.feedback.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How often two sides say the same of the same items: first answer, second answer, tie or both bad.
 *
 * @param compared pairs of verdicts
 * @param enough so many are needed before shares mean anything
 * @param share of the pairs that are equal; absent while there are not enough
 * @param kappa Cohen's kappa: the share beyond what chance gives, 1 at best; absent also where both sides always say one thing
 */
public record Agreement(
        long compared,
        long equal,
        int enough,
        @Schema(nullable = true) @Nullable Double share,
        @Schema(nullable = true) @Nullable Double kappa) {

    /** So many pairs said this on the one side and that on the other. */
    public record Cell(String mine, String theirs, long pairs) {}

    /** The agreement in a table of pairs. */
    public static Agreement of(List<Cell> cells, int enough) {
        long compared = 0;
        long equal = 0;
        Map<String, Long> mine = new HashMap<>();
        Map<String, Long> theirs = new HashMap<>();
        for (Cell cell : cells) {
            compared += cell.pairs();
            equal += cell.mine().equals(cell.theirs()) ? cell.pairs() : 0;
            mine.merge(cell.mine(), cell.pairs(), Long::sum);
            theirs.merge(cell.theirs(), cell.pairs(), Long::sum);
        }
        if (compared < enough) {
            return new Agreement(compared, equal, enough, null, null);
        }
        double share = (double) equal / compared;
        double byChance = 0;
        for (Map.Entry<String, Long> said : mine.entrySet()) {
            byChance += (double) said.getValue() / compared * theirs.getOrDefault(said.getKey(), 0L) / compared;
        }
        Double kappa = byChance < 1 ? (share - byChance) / (1 - byChance) : null;
        return new Agreement(compared, equal, enough, share, kappa);
    }
}
