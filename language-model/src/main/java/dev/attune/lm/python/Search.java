package dev.attune.lm.python;

/**
 * Looks for a text in another, within a budget: {@code String.indexOf} may compare each place with all of a long text that
 * is nearly there.
 */
public final class Search {
    private Search() {}

    /** The first place of {@code part} in {@code text} at or after {@code from}, or -1. */
    public static int first(Budget budget, String text, String part, int from) {
        if (part.isEmpty()) {
            return from <= text.length() ? from : -1;
        }
        int last = text.length() - part.length();
        int at = text.indexOf(part.charAt(0), from);
        while (at >= 0 && at <= last && !isAt(budget, text, part, at)) {
            at = text.indexOf(part.charAt(0), at + 1);
        }
        boolean found = at >= 0 && at <= last;
        budget.read((found ? at : text.length()) - Math.min(from, text.length()));
        return found ? at : -1;
    }

    /** The last place of {@code part} in {@code text} at or before {@code from}, or -1. */
    public static int last(Budget budget, String text, String part, int from) {
        int start = Math.min(from, text.length() - part.length());
        if (start < 0 || part.isEmpty()) {
            return start;
        }
        int at = text.lastIndexOf(part.charAt(0), start);
        while (at >= 0 && !isAt(budget, text, part, at)) {
            at = text.lastIndexOf(part.charAt(0), at - 1);
        }
        budget.read(start - at);
        return at;
    }

    private static boolean isAt(Budget budget, String text, String part, int at) {
        int same = 1;
        while (same < part.length() && text.charAt(at + same) == part.charAt(same)) {
            same++;
        }
        budget.work(same >> 4);
        return same == part.length();
    }
}
