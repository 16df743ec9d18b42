package dev.attune.lm.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's ways to cut a text. */
final class Splits {
    private Splits() {}

    static List<Object> split(String text, Arguments arguments, boolean fromEnd) {
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
        for (int next = text.indexOf(separator);
                next >= 0 && (most < 0 || parts.size() < most);
                next = text.indexOf(separator, at)) {
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
            int next = end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
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
                parts.add(text.substring(at));
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
        String rest = PythonText.stripEnd(text);
        while (!rest.isEmpty()) {
            if (most >= 0 && parts.size() >= most) {
                parts.add(rest);
                break;
            }
            int start = rest.length();
            while (start > 0 && !PythonText.isSpace(rest.codePointBefore(start))) {
                start -= Character.charCount(rest.codePointBefore(start));
            }
            parts.add(part(rest, start, rest.length(), arguments));
            rest = PythonText.stripEnd(rest.substring(0, start));
        }
        Collections.reverse(parts);
        return parts;
    }

    private static int skip(String text, int from, boolean space) {
        int at = from;
        while (at < text.length() && PythonText.isSpace(text.codePointAt(at)) == space) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    static List<Object> lines(String text, Arguments arguments) {
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
        int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
        if (at < 0) {
            return new Tuple(last ? List.of("", "", text) : List.of(text, "", ""));
        }
        return new Tuple(List.of(text.substring(0, at), separator, text.substring(at + separator.length())));
    }

    private static String part(String text, int from, int to, Arguments arguments) {
        arguments.values().budget().step();
        return arguments.values().budget().made(text.substring(from, to));
    }
}
