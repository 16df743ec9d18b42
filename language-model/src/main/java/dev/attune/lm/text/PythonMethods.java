package dev.attune.lm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jinjava.javax.el.CompositeELResolver;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/** The methods of Python's strings and dictionaries that chat templates call; all else is left to the resolvers in it. */
final class PythonMethods extends CompositeELResolver {
    /** What a method is that Python's strings do not have, or we not of them. */
    private static final Object UNKNOWN = new Object();

    @Override
    public @Nullable Object invoke(
            ELContext context, Object base, Object method, Class<?>[] types, Object @Nullable [] arguments) {
        Object[] given = arguments == null ? new Object[0] : arguments;
        Object result = switch (base) {
            case String text -> ofString(text, method.toString(), given);
            case Map<?, ?> map when method.equals("items") -> List.copyOf(map.entrySet());
            case Map<?, ?> map when method.equals("keys") -> new ArrayList<>(map.keySet());
            case Map<?, ?> map when method.equals("values") -> new ArrayList<>(map.values());
            case Map<?, ?> map
            when method.equals("get") && given.length > 0 ->
                map.containsKey(given[0]) ? map.get(given[0]) : given.length > 1 ? given[1] : null;
            case null, default -> UNKNOWN;
        };
        if (result == UNKNOWN) {
            return super.invoke(context, base, method, types, arguments);
        }
        context.setPropertyResolved(true);
        return result;
    }

    private static Object ofString(String text, String method, Object... given) {
        return switch (method) {
            case "strip" -> strip(text, characters(given), true, true);
            case "lstrip" -> strip(text, characters(given), true, false);
            case "rstrip" -> strip(text, characters(given), false, true);
            case "split" -> split(text, given);
            case "rsplit" -> rightSplit(text, given);
            case "startswith" -> text.startsWith(given[0].toString());
            case "endswith" -> text.endsWith(given[0].toString());
            case "replace" -> text.replace(given[0].toString(), given[1].toString());
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "title" -> title(text);
            case "capitalize" ->
                text.isEmpty()
                        ? text
                        : text.substring(0, 1).toUpperCase(Locale.ROOT)
                                + text.substring(1).toLowerCase(Locale.ROOT);
            case "find" -> (long) text.indexOf(given[0].toString());
            case "count" -> (long) split(text, given[0]).size() - 1;
            case "join" -> join(text, given[0]);
            case "splitlines" -> text.lines().toList();
            case "removeprefix" ->
                text.startsWith(given[0].toString())
                        ? text.substring(given[0].toString().length())
                        : text;
            case "removesuffix" ->
                text.endsWith(given[0].toString())
                        ? text.substring(0, text.length() - given[0].toString().length())
                        : text;
            default -> UNKNOWN;
        };
    }

    private static @Nullable String characters(Object... given) {
        return given.length == 0 || given[0] == null ? null : given[0].toString();
    }

    /** Takes off white space, or {@code characters}. */
    static String strip(String text, @Nullable String characters, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && strips(text.charAt(start), characters)) {
            start++;
        }
        while (right && end > start && strips(text.charAt(end - 1), characters)) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean strips(char character, @Nullable String characters) {
        return characters == null ? isSpace(character) : characters.indexOf(character) >= 0;
    }

    /** Python's {@code str.isspace}: Java's white space, spaces that do not break, and NEL. */
    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '\u0085';
    }

    private static List<String> split(String text, Object... given) {
        int most = given.length > 1 ? ((Number) given[1]).intValue() : -1;
        List<String> parts = new ArrayList<>();
        String separator = characters(given);
        int start = 0;
        if (separator == null) {
            StringBuilder word = new StringBuilder();
            for (char character : (text + " ").toCharArray()) {
                if (!isSpace(character)) {
                    word.append(character);
                } else if (!word.isEmpty()) {
                    parts.add(word.toString());
                    word.setLength(0);
                }
            }
            return parts;
        }
        for (int at = text.indexOf(separator);
                at >= 0 && (most < 0 || parts.size() < most);
                at = text.indexOf(separator, start)) {
            parts.add(text.substring(start, at));
            start = at + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static List<String> rightSplit(String text, Object... given) {
        if (given.length < 2) {
            return split(text, given);
        }
        String separator = given[0].toString();
        int most = ((Number) given[1]).intValue();
        List<String> parts = new ArrayList<>();
        int end = text.length();
        for (int at = text.lastIndexOf(separator); at >= 0 && (most < 0 || parts.size() < most); ) {
            parts.add(text.substring(at + separator.length(), end));
            end = at;
            at = at == 0 ? -1 : text.lastIndexOf(separator, at - separator.length());
        }
        parts.add(text.substring(0, end));
        Collections.reverse(parts);
        return parts;
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inside = false;
        for (int character : text.codePoints().toArray()) {
            title.appendCodePoint(inside ? Character.toLowerCase(character) : Character.toTitleCase(character));
            inside = Character.isLetter(character);
        }
        return title.toString();
    }

    private static String join(String separator, Object parts) {
        List<String> texts = new ArrayList<>();
        Iterable<?> all = parts instanceof Object[] array ? Arrays.asList(array) : (Iterable<?>) parts;
        all.forEach(part -> texts.add(String.valueOf(part)));
        return String.join(separator, texts);
    }
}
