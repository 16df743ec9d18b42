package dev.attune.inference;

import java.util.List;

/**
 * Cuts a growing text before the first stop text.
 *
 * <p>What may be the beginning of a stop text is held back until it is clear that it is not.
 */
public final class StopText {

    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    public StopText(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /** Takes more text; returns what is now certain to belong to the answer. */
    public String add(String more) {
        if (stopped) {
            return "";
        }
        held.append(more);
        int stop = firstStop();
        if (stop >= 0) {
            stopped = true;
            return take(stop);
        }
        return take(held.length() - heldBack());
    }

    /** What was held back, when no more text comes. */
    public String finish() {
        return stopped ? "" : take(held.length());
    }

    /** Whether a stop text was met. */
    public boolean stopped() {
        return stopped;
    }

    private int firstStop() {
        return stops.stream()
                .mapToInt(held::indexOf)
                .filter(index -> index >= 0)
                .min()
                .orElse(-1);
    }

    /** Length of the longest end of the text that begins a stop text. */
    private int heldBack() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    private String take(int length) {
        String taken = held.substring(0, length);
        held.delete(0, length);
        return taken;
    }
}
