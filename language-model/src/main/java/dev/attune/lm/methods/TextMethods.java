package dev.attune.lm.methods;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Budget;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.None;
import dev.attune.lm.python.PythonText;
import dev.attune.lm.python.Search;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Types;
import dev.attune.lm.python.Written;

/** The methods of Python's {@code str}. */
public final class TextMethods {
    /** What a method of a text gives. */
    @FunctionalInterface
    private interface Method {
        Object call(String text, Arguments arguments);
    }

    private static final Map<String, Method> METHODS = Map.ofEntries(
            Map.entry("upper", (text, given) -> Letters.upper(text)),
            Map.entry("lower", (text, given) -> Letters.lower(text)),
            Map.entry("casefold", (text, given) -> Letters.folded(text)),
            Map.entry("swapcase", (text, given) -> Letters.swapped(text)),
            Map.entry("capitalize", (text, given) -> Letters.capitalized(text)),
            Map.entry("title", (text, given) -> Letters.title(text)),
            Map.entry("strip", (text, given) -> strip("strip", text, given, true, true)),
            Map.entry("lstrip", (text, given) -> strip("lstrip", text, given, true, false)),
            Map.entry("rstrip", (text, given) -> strip("rstrip", text, given, false, true)),
            Map.entry("split", (text, given) -> Splits.split(text, given, false)),
            Map.entry("rsplit", (text, given) -> Splits.split(text, given, true)),
            Map.entry("splitlines", Splits::lines),
            Map.entry("partition", (text, given) -> Splits.partition(text, given, false)),
            Map.entry("rpartition", (text, given) -> Splits.partition(text, given, true)),
            Map.entry("replace", TextMethods::replace),
            Map.entry("startswith", (text, given) -> starts("startswith", text, given, true)),
            Map.entry("endswith", (text, given) -> starts("endswith", text, given, false)),
            Map.entry("find", (text, given) -> find("find", text, given, false)),
            Map.entry("rfind", (text, given) -> find("rfind", text, given, true)),
            Map.entry("index", (text, given) -> found(find("index", text, given, false))),
            Map.entry("rindex", (text, given) -> found(find("rindex", text, given, true))),
            Map.entry("count", TextMethods::count),
            Map.entry("join", TextMethods::join),
            Map.entry(
                    "format",
                    (text, given) ->
                            Braces.format(text, given, new Shown(given.values().budget()))),
            Map.entry("removeprefix", (text, given) -> {
                String prefix = given.bind("removeprefix", "prefix").text(0);
                return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
            }),
            Map.entry("removesuffix", (text, given) -> {
                String suffix = given.bind("removesuffix", "suffix").text(0);
                return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
            }),
            Map.entry("center", (text, given) -> pad("center", text, given)),
            Map.entry("ljust", (text, given) -> pad("ljust", text, given)),
            Map.entry("rjust", (text, given) -> pad("rjust", text, given)),
            Map.entry("zfill", TextMethods::fillZeros),
            Map.entry("expandtabs", TextMethods::expandTabs),
            Map.entry("isdigit", (text, given) -> Letters.isDigit(text)),
            Map.entry("isdecimal", (text, given) -> all(text, Character::isDigit)),
            Map.entry("isnumeric", (text, given) -> Letters.isNumeric(text)),
            Map.entry("isalpha", (text, given) -> all(text, Character::isLetter)),
            Map.entry("isalnum", (text, given) -> all(text, Character::isLetterOrDigit)),
            Map.entry("isspace", (text, given) -> all(text, PythonText::isSpace)),
            Map.entry("isascii", (text, given) -> text.chars().allMatch(character -> character < 0x80)),
            Map.entry("isupper", (text, given) -> Letters.isOneCase(text, true)),
            Map.entry("islower", (text, given) -> Letters.isOneCase(text, false)),
            Map.entry("istitle", (text, given) -> Letters.isTitle(text)),
            Map.entry("isprintable", (text, given) -> text.codePoints().allMatch(Shown::isPrintable)),
            Map.entry("isidentifier", (text, given) -> Letters.isIdentifier(text)));

    private TextMethods() {}

    /** Whether texts have this method. */
    public static boolean has(String name) {
        return METHODS.containsKey(name);
    }

    /** Calls a method that is there. */
    public static Object call(String name, String text, Arguments arguments) {
        Method method = METHODS.get(name);
        if (method == null) {
            throw new JinjaException("'str object' has no attribute '" + name + "'");
        }
        arguments.values().budget().read(text.length());
        Object result = method.call(text, arguments);
        return result instanceof String made ? arguments.values().budget().made(made) : result;
    }

    private static boolean all(String text, IntPredicate kind) {
        return !text.isEmpty() && text.codePoints().allMatch(kind);
    }

    private static String strip(String name, String text, Arguments arguments, boolean left, boolean right) {
        Arguments.Bound given = arguments.bind(name, "chars");
        if (given.get(0, None.NONE) == None.NONE) {
            return PythonText.strip(text, PythonText::isSpace, left, right);
        }
        String characters = given.text(0);
        arguments.values().budget().read(characters.length());
        Set<Integer> taken = characters.codePoints().boxed().collect(Collectors.toSet());
        return PythonText.strip(text, taken::contains, left, right);
    }

    /** Replaces at most {@code count} times; below 0 means all. An empty text is found between all characters. */
    private static String replace(String text, Arguments arguments) {
        Arguments.Bound given = arguments.bind("replace", "old", "new", "count");
        String old = given.text(0);
        String by = given.text(1);
        int count = given.integer(2, -1);
        Budget budget = arguments.values().budget();
        Written out = new Written(budget);
        int at = 0;
        int from = 0;
        while (count != 0) {
            int next = Search.first(budget, text, old, from);
            if (next < 0) {
                break;
            }
            budget.step();
            out.add(text, at, next).add(by);
            at = next + old.length();
            from = at;
            if (old.isEmpty()) {
                if (next == text.length()) {
                    break;
                }
                from = next + Character.charCount(text.codePointAt(next));
                out.add(text, next, from);
                at = from;
            }
            count--;
        }
        return out.add(text, at, text.length()).toString();
    }

    private static Object starts(String name, String text, Arguments arguments, boolean start) {
        Arguments.Bound given = arguments.bind(name, "prefix", "start", "end");
        String part = range(text, given, 1);
        Object wanted = given.get(0);
        List<Object> choices = wanted instanceof Tuple tuple ? tuple.items() : List.of(wanted);
        for (Object choice : choices) {
            if (!(choice instanceof String end)) {
                throw new JinjaException(name + "() needs a text or a tuple of texts, not " + Types.name(choice));
            }
            if (start ? part.startsWith(end) : part.endsWith(end)) {
                return true;
            }
        }
        return false;
    }

    /** The part of {@code text} between two places, counted as Python counts them. */
    private static String range(String text, Arguments.Bound given, int place) {
        if (!given.has(place)) {
            return text;
        }
        int length = text.codePointCount(0, text.length());
        int start = place(given.integer(place, 0), length);
        int end = given.get(place + 1, None.NONE) == None.NONE ? length : place(given.integer(place + 1, 0), length);
        return start >= end ? "" : text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }

    private static int place(int index, int length) {
        return Math.clamp(index < 0 ? (long) index + length : index, 0, length);
    }

    private static long find(String name, String text, Arguments arguments, boolean last) {
        Arguments.Bound given = arguments.bind(name, "sub", "start", "end");
        String part = range(text, given, 1);
        String wanted = given.text(0);
        Budget budget = arguments.values().budget();
        int index = last ? Search.last(budget, part, wanted, part.length()) : Search.first(budget, part, wanted, 0);
        int length = text.codePointCount(0, text.length());
        return index < 0 ? -1 : part.codePointCount(0, index) + place(given.integer(1, 0), length);
    }

    private static Object found(long index) {
        if (index < 0) {
            throw new JinjaException("a text that is looked for is not there");
        }
        return index;
    }

    private static Object count(String text, Arguments arguments) {
        Arguments.Bound given = arguments.bind("count", "sub", "start", "end");
        String part = range(text, given, 1);
        String wanted = given.text(0);
        if (wanted.isEmpty()) {
            return (long) part.codePointCount(0, part.length()) + 1;
        }
        long count = 0;
        Budget budget = arguments.values().budget();
        int at = Search.first(budget, part, wanted, 0);
        while (at >= 0) {
            count++;
            at = Search.first(budget, part, wanted, at + wanted.length());
        }
        return count;
    }

    private static String join(String text, Arguments arguments) {
        List<String> parts = new ArrayList<>();
        for (Object element :
                arguments.values().elements(arguments.bind("join", "iterable").get(0))) {
            if (!(element instanceof String part)) {
                throw new JinjaException("join() needs texts, not " + Types.name(element));
            }
            arguments.values().budget().make((long) part.length() + text.length());
            parts.add(part);
        }
        return String.join(text, parts);
    }

    private static String pad(String name, String text, Arguments arguments) {
        Arguments.Bound given = arguments.bind(name, "width", "fillchar");
        int width = given.integer(0, 0);
        String fill = given.text(1, " ");
        if (fill.codePointCount(0, fill.length()) != 1) {
            throw new JinjaException(name + "() fills with one character");
        }
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        arguments.values().budget().make(width);
        // where the two sides differ, Python's center gives more to the left if the width is odd
        int left = switch (name) {
            case "ljust" -> 0;
            case "rjust" -> missing;
            default -> missing / 2 + (missing & width & 1);
        };
        return fill.repeat(left) + text + fill.repeat(missing - left);
    }

    private static String fillZeros(String text, Arguments arguments) {
        int width = arguments.bind("zfill", "width").integer(0, 0);
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        arguments.values().budget().make(width);
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.substring(0, sign) + String.join("", Collections.nCopies(missing, "0")) + text.substring(sign);
    }

    private static String expandTabs(String text, Arguments arguments) {
        int size = Math.clamp(arguments.bind("expandtabs", "tabsize").integer(0, 8), 0, 1000);
        Written out = new Written(arguments.values().budget());
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\t') {
                int spaces = size == 0 ? 0 : size - column % size;
                out.add(" ", spaces);
                column += spaces;
            } else {
                out.add((int) character);
                column = character == '\n' || character == '\r' ? 0 : column + 1;
            }
        }
        return out.toString();
    }
}
