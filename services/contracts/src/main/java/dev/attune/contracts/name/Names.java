package dev.attune.contracts.name;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Names of runs, checkpoints, projects and channels: 1 to 80 of the characters {@code a-z}, {@code 0-9} and {@code -}.
 *
 * <p>Such a name means the same in a path, an address, a key and a file system that does not tell capitals: it can lead nowhere.
 */
public final class Names {

    private static final int LONGEST = 80;
    private static final Pattern LEGAL = Pattern.compile("[a-z0-9-]{1," + LONGEST + "}");
    private static final Pattern CONTROL = Pattern.compile("[^\\x20-\\x7e]");

    private Names() {}

    /** Whether the text is a name. */
    public static boolean isName(@Nullable String text) {
        return text != null && LEGAL.matcher(text).matches();
    }

    /**
     * Returns the name.
     *
     * @param field what the sentence of a refusal calls it
     * @throws IllegalArgumentException when the text is no name
     */
    public static String require(@Nullable String text, String field) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(field + " is missing or blank");
        }
        if (!isName(text)) {
            throw new IllegalArgumentException(field + " must be 1 to " + LONGEST
                    + " of the characters a-z, 0-9 and - but is \"" + shown(text) + "\"");
        }
        return text;
    }

    /** The same of a name that may be absent. */
    public static @Nullable String optional(@Nullable String text, String field) {
        return text == null ? null : require(text, field);
    }

    /** The same of each name of a list; a missing list is an empty one. */
    public static List<String> each(@Nullable List<String> names, String field) {
        if (names == null) {
            return List.of();
        }
        names.forEach(name -> require(name, field));
        return List.copyOf(names);
    }

    /** A text of a stranger as a sentence may quote it: short and without what a terminal obeys. */
    static String shown(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return CONTROL.matcher(start).replaceAll("?");
    }
}
