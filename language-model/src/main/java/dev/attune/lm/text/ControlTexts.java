package dev.attune.lm.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;

/**
 * The texts of a tokenizer's special tokens. In what comes from people they are marked, by a character that is none
 * (Unicode's noncharacter U+FDD0) after their first character: a template passes it through, and it is taken out again
 * before a text becomes tokens. A mark that people wrote themselves is kept, as a pair.
 */
final class ControlTexts {
    static final char MARK = '\uFDD0';
    private static final char KEPT = '\uFDD1';
    /** After a mark: the end of a text that ends like the beginning of a special token. */
    private static final char SEAM = '\uFDD7';

    /**
     * A special token.
     *
     * @param id as the tokenizer counts
     */
    record Control(String text, int id) {}

    private final Map<Character, List<Control>> byFirst = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private int longest;

    ControlTexts(List<Control> controls) {
        for (Control control : controls) {
            ids.put(control.text(), control.id());
            longest = Math.max(longest, control.text().length());
            byFirst.computeIfAbsent(control.text().charAt(0), ignored -> new ArrayList<>())
                    .add(control);
        }
        byFirst.values()
                .forEach(alike -> alike.sort(
                        Comparator.comparingInt((Control one) -> one.text().length())
                                .reversed()));
    }

    Optional<Integer> id(String text) {
        return Optional.ofNullable(ids.get(text));
    }

    /** Whether a text has a special token in it. */
    boolean isIn(String text) {
        return IntStream.range(0, text.length()).anyMatch(place -> at(text, place) != null);
    }

    /** The longest special token that stands at {@code place}. */
    private @Nullable Control at(String text, int place) {
        for (Control control : byFirst.getOrDefault(text.charAt(place), List.of())) {
            if (text.startsWith(control.text(), place)) {
                return control;
            }
        }
        return null;
    }

    /**
     * A text from people, marked.
     *
     * @param rows tokens that the model knows: a text with another is refused, since whoever wrote it means that token
     */
    String marked(String text, int rows) {
        StringBuilder marked = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            Control control = at(text, i);
            if (control != null && control.id() >= rows) {
                throw new CheckpointException("The text holds '" + control.text() + "', a token (" + control.id()
                        + ") for which the model's embedding of " + rows + " rows has none; leave it out.");
            }
            if (character == MARK) {
                marked.append(MARK).append(KEPT);
            } else if (control == null) {
                marked.append(character);
            } else if (control.text().codePointCount(0, control.text().length()) == 1) {
                marked.append(MARK).append(character);
            } else {
                marked.append(character);
                if (Character.isHighSurrogate(character)) {
                    marked.append(text.charAt(++i));
                }
                marked.append(MARK);
            }
        }
        if (endsWithBeginning(text)) {
            marked.append(MARK).append(SEAM); // nor together with what follows
        }
        return marked.toString();
    }

    /** Whether the text ends with the beginning of a special token, which what follows could make whole. */
    private boolean endsWithBeginning(String text) {
        for (int i = Math.max(0, text.length() - longest + 1); i < text.length(); i++) {
            String end = text.substring(i);
            if (byFirst.getOrDefault(end.charAt(0), List.of()).stream()
                    .anyMatch(control -> control.text().length() > end.length()
                            && control.text().startsWith(end))) {
                return true;
            }
        }
        return false;
    }

    static String unmarked(String marked) {
        if (marked.indexOf(MARK) < 0) {
            return marked;
        }
        StringBuilder text = new StringBuilder(marked.length());
        for (int i = 0; i < marked.length(); i++) {
            char character = marked.charAt(i);
            if (character != MARK) {
                text.append(character);
            } else if (i + 1 < marked.length() && marked.charAt(i + 1) == KEPT) {
                text.append(MARK);
                i++;
            } else if (i + 1 < marked.length() && marked.charAt(i + 1) == SEAM) {
                i++;
            }
        }
        return text.toString();
    }

    /** A text without marks in which special tokens that were not marked have other names. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Renamed(String text, int[] boundaries) {}

    /**
     * Renames the special tokens that a template wrote, takes out the marks, and says where {@code boundaries} went.
     *
     * @param name of the special token of an id
     */
    Renamed renamed(String marked, int[] boundaries, IntFunction<String> name) {
        StringBuilder text = new StringBuilder(marked.length());
        int[] places = new int[marked.length() + 1];
        int i = 0;
        while (i < marked.length()) {
            places[i] = text.length();
            char character = marked.charAt(i);
            boolean afterMark = i > 0 && marked.charAt(i - 1) == MARK;
            Control control = afterMark ? null : at(marked, i);
            int taken = 1;
            if (control != null) {
                text.append(name.apply(control.id()));
                taken = control.text().length();
            } else if (character != MARK) {
                text.append(character);
            } else if (i + 1 < marked.length() && marked.charAt(i + 1) == KEPT) {
                text.append(MARK);
                taken = 2;
            } else if (i + 1 < marked.length() && marked.charAt(i + 1) == SEAM) {
                taken = 2;
            }
            for (int inside = i + 1; inside < i + taken; inside++) {
                places[inside] = text.length();
            }
            i += taken;
        }
        places[marked.length()] = text.length();
        int[] moved = new int[boundaries.length];
        for (int k = 0; k < moved.length; k++) {
            moved[k] = places[boundaries[k]];
        }
        return new Renamed(text.toString(), moved);
    }
}
