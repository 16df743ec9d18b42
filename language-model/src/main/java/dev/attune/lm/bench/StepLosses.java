package dev.attune.lm.bench;

import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The losses before each step, ours and the peer's beside each other. */
public final class StepLosses {
    /** What each side calls its losses. */
    public static final String OURS = "losses";

    private static final String PEER = "peerLosses";
    private static final double DIGITS = 1e6;

    private StepLosses() {}

    /** As rows say it. */
    public static double rounded(double loss) {
        return Math.round(loss * DIGITS) / DIGITS;
    }

    /**
     * Adds the peer's to a row that has ours, and by how much the two differ at most; nothing where one side has none.
     *
     * @return what else the peer says
     */
    static ObjectNode compare(ObjectNode row, ObjectNode peer) {
        JsonNode own = row.path(OURS);
        JsonNode other = peer.path(OURS);
        ObjectNode rest = peer.deepCopy();
        if (own.isEmpty() || own.size() != other.size()) {
            return rest;
        }
        row.set(PEER, other);
        double largest = IntStream.range(0, own.size())
                .mapToDouble(step ->
                        Math.abs(own.get(step).asDouble() - other.get(step).asDouble()))
                .max()
                .orElseThrow();
        row.put("largestLossDifference", rounded(largest));
        rest.remove(OURS);
        return rest;
    }
}
