package dev.attune.lm.methods;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Budget;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.None;
import dev.attune.lm.python.PythonText;
import dev.attune.lm.python.Search;
import dev.attune.lm.python.Tuple;

/** Python's ways to cut a text. */
public final class Splits {
    private Splits() {}

    /** {@code split} or {@code rsplit}. */
    public static List<Object> split(String text, Arguments arguments, boolean fromEnd) {
        Arguments.Bound given = arguments.bind(fromEnd ? "rsplit" : "split", "sep", "maxsplit");
        int most = given.integer(1, -1);
        if (given.get(0, None.NONE) == None.NONE) {
            return fromEnd ? wordsFromEnd(text, most, arguments) : words(text, most, arguments);
        }
        String separator = given.text(0);
        if (separator.isEmpty()) {
            throw new JinjaException("a text cannot be split at an empty text");
        }
        return fromEnd ? partsFromEnd(text, separator, most, arguments) : parts(text, separator, most, arguments);
    }

    private static List<Object> parts(String text, String separator, int most, Arguments arguments) {
        List<Object> parts = new ArrayList<>();
        int at = 0;
        Budget budget = arguments.values().budget();
        while (most < 0 || parts.size() < most) {
            int next = Search.first(budget, text, separator, at);
            if (next < 0) {
                break;
            }
            parts.add(part(text, at, next, arguments));
            at = next + separator.length();
        }
        parts.add(part(text, at, text.length(), arguments));
        return parts;
    }

    private static List<Object> partsFromEnd(String text, String separator, int most, Arguments arguments) {
        List<Object> parts = new ArrayList<>();
        int end = text.length();
        while (most < 0 || parts.size() < most) {
            int next = Search.last(arguments.values().budget(), text, separator, end - separator.length());
            if (next < 0) {
                break;
            }
            parts.add(part(text, next + separator.length(), end, arguments));
            end = next;
        }
        parts.add(part(text, 0, end, arguments));
        Collections.reverse(parts);
        return parts;
    }

    private static List<Object> words(String text, int most, Arguments arguments) {
        List<Object> parts = new ArrayList<>();
        int at = skip(text, 0, true);
        while (at < text.length()) {
            if (most >= 0 && parts.size() >= most) {
                parts.add(part(text, at, text.length(), arguments));
                break;
            }
            int end = skip(text, at, false);
            parts.add(part(text, at, end, arguments));
            at = skip(text, end, true);
        }
        return parts;
    }

    private static List<Object> wordsFromEnd(String text, int most, Arguments arguments) {
        List<Object> parts = new ArrayList<>();
        int end = wordEnd(text, text.length());
        while (end > 0) {
            if (most >= 0 && parts.size() >= most) {
                parts.add(part(text, 0, end, arguments));
                break;
            }
            int start = end;
            while (start > 0 && !PythonText.isSpace(text.codePointBefore(start))) {
                start -= Character.charCount(text.codePointBefore(start));
            }
            parts.add(part(text, start, end, arguments));
            end = wordEnd(text, start);
        }
        Collections.reverse(parts);
        return parts;
    }

    /** Where the last word before {@code from} ends. */
    private static int wordEnd(String text, int from) {
        int at = from;
        while (at > 0 && PythonText.isSpace(text.codePointBefore(at))) {
            at -= Character.charCount(text.codePointBefore(at));
        }
        return at;
    }

    private static int skip(String text, int from, boolean space) {
        int at = from;
        while (at < text.length() && PythonText.isSpace(text.codePointAt(at)) == space) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** {@code splitlines}. */
    public static List<Object> lines(String text, Arguments arguments) {
        boolean keep = arguments.bind("splitlines", "keepends").truth(0, false);
        List<Object> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if ("\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029".indexOf(character) < 0) {
                continue;
            }
            int end = at;
            if (character == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at++;
            }
            lines.add(part(text, from, keep ? at + 1 : end, arguments));
            from = at + 1;
        }
        if (from < text.length()) {
            lines.add(part(text, from, text.length(), arguments));
        }
        return lines;
    }

    static Tuple partition(String text, Arguments arguments, boolean last) {
        String separator = arguments.bind("partition", "sep").text(0);
        if (separator.isEmpty()) {
            throw new JinjaException("a text cannot be split at an empty text");
        }
        Budget budget = arguments.values().budget();
        int at = last ? Search.last(budget, text, separator, text.length()) : Search.first(budget, text, separator, 0);
        if (at < 0) {
            return new Tuple(last ? List.of("", "", text) : List.of(text, "", ""));
        }
        return new Tuple(List.of(text.substring(0, at), separator, text.substring(at + separator.length())));
    }

    private static String part(String text, int from, int to, Arguments arguments) {
        arguments.values().budget().hold(1);
        return arguments.values().budget().made(text.substring(from, to));
    }
}
