package dev.attune.lm.jinja;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.attune.lm.methods.Arithmetic;
import dev.attune.lm.methods.Letters;
import dev.attune.lm.methods.Splits;
import dev.attune.lm.methods.TextMethods;
import dev.attune.lm.methods.TextWrap;
import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.None;
import dev.attune.lm.python.PythonText;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Values;
import dev.attune.lm.python.Written;

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
            case "striptags" -> withoutTags(text);
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
        int from = 0;
        while (from < text.length()) {
            int at = from;
            while (at < text.length() && begins(text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
            }
            out.append(text, from, at);
            from = at;
            while (at < text.length() && !begins(text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
            }
            if (at > from) {
                int rest = from + Character.charCount(text.codePointAt(from));
                out.append(text.substring(from, rest).toUpperCase(Locale.ROOT))
                        .append(Letters.lower(text.substring(rest, at)));
            }
            from = at;
        }
        return out.toString();
    }

    /** Whether a word begins after this character. */
    private static boolean begins(int character) {
        return PythonText.isSpace(character) || "-({[<".indexOf(character) >= 0;
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
            step = new Written(values.budget()).add(" ", width).toString();
        }
        boolean blank = given.truth(2, false);
        List<Object> lines = Splits.lines(text + "\n", new Arguments(List.of(), Map.of(), values));
        Written out = new Written(values.budget());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).toString();
            boolean moved = i == 0 ? given.truth(1, false) : blank || !line.isEmpty();
            out.add(i == 0 ? "" : "\n").add(moved ? step : "").add(line);
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

    private String escaped(String text) {
        Written out = new Written(values.budget());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> out.add("&amp;");
                case '<' -> out.add("&lt;");
                case '>' -> out.add("&gt;");
                case '\'' -> out.add("&#39;");
                case '"' -> out.add("&#34;");
                default -> out.add((int) character);
            }
        }
        return out.toString();
    }

    /** Without what looks like tags and remarks, and with one space for each white space. */
    private String withoutTags(String text) {
        String plain = without(without(text, "<!--", "-->"), "<", ">");
        Written out = new Written(values.budget());
        String before = "";
        for (Object word : Splits.split(plain, new Arguments(List.of(), Map.of(), values), false)) {
            out.add(before).add(word.toString());
            before = " ";
        }
        return out.toString()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private String without(String text, String open, String close) {
        Written out = new Written(values.budget());
        int from = 0;
        int begin = text.indexOf(open);
        int end = begin < 0 ? -1 : text.indexOf(close, begin);
        while (end >= 0) {
            out.add(text, from, begin);
            from = end + close.length();
            begin = text.indexOf(open, from);
            end = begin < 0 ? -1 : text.indexOf(close, begin);
        }
        return out.add(text, from, text.length()).toString();
    }

    private Object format(String text, Arguments arguments) {
        if (!arguments.names().isEmpty() && !arguments.places().isEmpty()) {
            throw new JinjaException("format() takes values by place or by name, not both");
        }
        Object given = arguments.names().isEmpty() ? new Tuple(arguments.places()) : arguments.names();
        return new Arithmetic(values, shown).apply("%", text, given);
    }

    private String wrap(String text, Arguments arguments) {
        Arguments.Bound given =
                arguments.bind("wordwrap", "width", "break_long_words", "wrapstring", "break_on_hyphens");
        int width = given.integer(0, 79);
        if (width < 1) {
            throw new JinjaException("wordwrap() needs a width above 0");
        }
        String end = given.get(2, None.NONE) == None.NONE ? "\n" : given.text(2);
        List<Object> lines = Splits.lines(text, new Arguments(List.of(), Map.of(), values));
        return new TextWrap(values.budget(), width, given.truth(1, true), given.truth(3, true)).wrapped(lines, end);
    }

    private String encode(Object value) {
        Written out = new Written(values.budget());
        if (value instanceof Map<?, ?> map) {
            String before = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.add(before);
                quote(entry.getKey(), true, out);
                out.add("=");
                quote(entry.getValue(), true, out);
                before = "&";
            }
        } else {
            quote(value, false, out);
        }
        return out.toString();
    }

    private void quote(Object value, boolean inQuery, Written out) {
        for (byte one : shown.text(value).getBytes(StandardCharsets.UTF_8)) {
            boolean letter = one >= '0' && one <= '9' || one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z';
            if (letter || one > 0 && "_.-~".indexOf(one) >= 0 || one == '/' && !inQuery) {
                out.add((int) one);
            } else if (one == ' ' && inQuery) {
                out.add("+");
            } else {
                out.add("%").add(HexFormat.of().withUpperCase().toHexDigits(one));
            }
        }
    }
}
