package dev.attune.lm.jinja;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Arithmetic;
import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Letters;
import dev.attune.lm.python.None;
import dev.attune.lm.python.PythonText;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.TextMethods;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Values;

/** Filters that make text of a text. */
record TextFilters(Values values, Shown shown) {
    static final Set<String> NAMES = Set.of(
            "trim",
            "upper",
            "lower",
            "capitalize",
            "title",
            "replace",
            "indent",
            "center",
            "wordcount",
            "truncate",
            "escape",
            "e",
            "forceescape",
            "format",
            "wordwrap",
            "urlencode",
            "striptags",
            "pprint");

    Object apply(String name, Object value, Arguments arguments) {
        String text = shown.text(value);
        Object result = switch (name) {
            case "trim" -> TextMethods.call("strip", text, arguments);
            case "upper", "lower" -> TextMethods.call(name, text, arguments);
            case "capitalize" -> Letters.capitalized(text);
            case "title" -> title(text);
            case "replace" -> replace(text, arguments);
            case "indent" -> indent(text, arguments);
            case "center" -> {
                int width = arguments.bind("center", "width").integer(0, 80);
                yield TextMethods.call("center", text, new Arguments(List.of((long) width), Map.of(), values));
            }
            case "wordcount" -> (long) words(text);
            case "truncate" -> truncate(text, arguments);
            case "escape", "e" -> value instanceof Escaped ? value : new Escaped(escaped(text));
            case "forceescape" -> new Escaped(escaped(text));
            case "format" -> format(text, arguments);
            case "wordwrap" -> wrap(text, arguments);
            case "urlencode" -> encode(value);
            case "striptags" -> text.replaceAll("<[^>]*>", "").strip().replaceAll("\\s+", " ");
            default -> shown.representation(value);
        };
        if (result instanceof String made) {
            values.budget().make(made.length());
            return value instanceof Escaped && !name.equals("striptags") ? new Escaped(made) : made;
        }
        return result;
    }

    /** Words begin after white space and after dashes and opening brackets. */
    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean begins = true;
        for (int character : text.codePoints().toArray()) {
            String one = Character.toString(character);
            out.append(begins ? one.toUpperCase(Locale.ROOT) : one.toLowerCase(Locale.ROOT));
            begins = PythonText.isSpace(character) || "-({[<".indexOf(character) >= 0;
        }
        return out.toString();
    }

    private Object replace(String text, Arguments arguments) {
        Arguments.Bound given = arguments.bind("replace", "old", "new", "count");
        Object count = given.get(2, None.NONE);
        List<Object> places = new ArrayList<>(List.of(shown.text(given.get(0)), shown.text(given.get(1))));
        if (count != None.NONE) {
            places.add(count);
        }
        return TextMethods.call("replace", text, new Arguments(places, Map.of(), values));
    }

    private String indent(String text, Arguments arguments) {
        Arguments.Bound given = arguments.bind("indent", "width", "first", "blank");
        String step;
        if (given.get(0, 4L) instanceof String own) {
            step = own;
        } else {
            int width = Math.max(given.integer(0, 4), 0);
            values.budget().make(width);
            step = " ".repeat(width);
        }
        boolean blank = given.truth(2, false);
        String[] lines = (text + "\n").split("\n", -1);
        StringBuilder out = new StringBuilder();
        // Jinja adds a line end and takes the last line, which is then empty, away again
        for (int i = 0; i < lines.length - 1; i++) {
            values.budget().make(step.length());
            boolean moved = i == 0 ? given.truth(1, false) : blank || !lines[i].isEmpty();
            out.append(i == 0 ? "" : "\n").append(moved ? step : "").append(lines[i]);
        }
        return out.toString();
    }

    private static int words(String text) {
        int count = 0;
        boolean inside = false;
        for (int character : text.codePoints().toArray()) {
            boolean word = Character.isLetterOrDigit(character) || character == '_';
            count += word && !inside ? 1 : 0;
            inside = word;
        }
        return count;
    }

    private String truncate(String text, Arguments arguments) {
        Arguments.Bound given = arguments.bind("truncate", "length", "killwords", "end", "leeway");
        int length = given.integer(0, 255);
        String end = given.text(2, "...");
        long endLength = values.length(end);
        int leeway = given.integer(3, 5);
        if (length < endLength || leeway < 0) {
            throw new JinjaException("truncate() needs a length of at least that of its end");
        }
        if (values.length(text) <= (long) length + leeway) {
            return text;
        }
        String kept = text.substring(0, text.offsetByCodePoints(0, (int) (length - endLength)));
        if (given.truth(1, false)) {
            return kept + end;
        }
        int space = kept.lastIndexOf(' ');
        return (space < 0 ? kept : kept.substring(0, space)) + end;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private Object format(String text, Arguments arguments) {
        if (!arguments.names().isEmpty() && !arguments.places().isEmpty()) {
            throw new JinjaException("format() takes values by place or by name, not both");
        }
        Object given = arguments.names().isEmpty() ? new Tuple(arguments.places()) : arguments.names();
        return new Arithmetic(values, shown).apply("%", text, given);
    }

    private String wrap(String text, Arguments arguments) {
        Arguments.Bound given = arguments.bind("wordwrap", "width", "break_long_words", "wrapstring");
        int width = Math.max(given.integer(0, 79), 1);
        String end = given.text(2, "\n");
        return text.lines().map(line -> wrapped(line, width, end)).collect(Collectors.joining(end));
    }

    private String wrapped(String line, int width, String end) {
        StringBuilder out = new StringBuilder();
        long column = 0;
        for (String word : line.split(" ", -1)) {
            values.budget().step();
            long size = values.length(word);
            if (column > 0 && column + 1 + size > width) {
                out.append(end);
                column = 0;
            } else if (column > 0) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += size;
        }
        return out.toString();
    }

    private String encode(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(entry.getKey(), true) + "=" + quoted(entry.getValue(), true))
                    .collect(Collectors.joining("&"));
        }
        return quoted(value, false);
    }

    private String quoted(Object value, boolean inQuery) {
        String text = URLEncoder.encode(shown.text(value), StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
        return inQuery ? text : text.replace("+", "%20").replace("%2F", "/");
    }
}
