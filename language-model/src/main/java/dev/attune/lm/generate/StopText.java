package dev.attune.lm.generate;

import java.util.List;

/** Looks for stop strings in text that comes in pieces, and gives out only what cannot be the beginning of one. */
public final class StopText {
    private final List<String> stops;
    private final StringBuilder pending = new StringBuilder();
    private boolean stopped;

    public StopText(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /** Takes more text; gives what is settled, and after a stop string nothing. */
    public String add(String piece) {
        if (stopped || piece.isEmpty()) {
            return "";
        }
        pending.append(piece);
        int stop = firstStop();
        if (stop >= 0) {
            stopped = true;
            return take(stop);
        }
        return take(pending.length() - unsettled());
    }

    /** What is left when no more text comes. */
    public String finish() {
        return stopped ? "" : take(pending.length());
    }

    /** Whether a stop string has appeared. */
    public boolean isStopped() {
        return stopped;
    }

    private int firstStop() {
        int first = -1;
        for (String stop : stops) {
            int at = pending.indexOf(stop);
            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
            }
        }
        return first;
    }

    /** Length of the longest end of the text that begins a stop string. */
    private int unsettled() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, pending.length()); length > longest; length--) {
                if (stop.startsWith(pending.substring(pending.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    private String take(int length) {
        String text = pending.substring(0, length);
        pending.delete(0, length);
        return text;
    }
}
