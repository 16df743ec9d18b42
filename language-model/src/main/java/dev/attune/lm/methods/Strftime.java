package dev.attune.lm.methods;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.attune.lm.python.Budget;
import dev.attune.lm.python.Written;

/** Dates as C's {@code strftime} writes them in the C locale. */
public final class Strftime {
    private static final Map<Character, String> PATTERNS = Map.ofEntries(
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('b', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('d', "dd"),
            Map.entry('e', "ppd"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('j', "DDD"),
            Map.entry('m', "MM"),
            Map.entry('M', "mm"),
            Map.entry('p', "a"),
            Map.entry('S', "ss"),
            Map.entry('y', "yy"),
            Map.entry('Y', "yyyy"),
            Map.entry('F', "yyyy-MM-dd"),
            Map.entry('T', "HH:mm:ss"),
            Map.entry('h', "MMM"),
            Map.entry('D', "MM/dd/yy"),
            Map.entry('x', "MM/dd/yy"),
            Map.entry('X', "HH:mm:ss"),
            Map.entry('R', "HH:mm"),
            Map.entry('r', "hh:mm:ss a"),
            Map.entry('c', "EEE MMM ppd HH:mm:ss yyyy"),
            Map.entry('k', "ppH"),
            Map.entry('l', "pph"),
            Map.entry('f', "SSSSSS"),
            Map.entry('n', "'\n'"),
            Map.entry('t', "'\t'"));

    private Strftime() {}

    /** The time as {@code format} asks; what glibc does not know is written as it stands. */
    public static String format(ZonedDateTime time, String format, Budget budget) {
        Written text = new Written(budget);
        int at = 0;
        while (at < format.length()) {
            int from = at;
            char character = format.charAt(at++);
            if (character != '%' || at == format.length()) {
                text.add((int) character);
                continue;
            }
            char flag = "-_0^".indexOf(format.charAt(at)) >= 0 && at + 1 < format.length() ? format.charAt(at++) : ' ';
            Optional<String> part = part(time, format.charAt(at++));
            text.add(part.map(one -> flagged(one, flag)).orElse(format.substring(from, at)));
        }
        return text.toString();
    }

    private static Optional<String> part(ZonedDateTime time, char directive) {
        String pattern = PATTERNS.get(directive);
        if (pattern != null) {
            return Optional.of(DateTimeFormatter.ofPattern(pattern, Locale.US).format(time));
        }
        int weekday = time.getDayOfWeek().getValue();
        return switch (directive) {
            case '%' -> Optional.of("%");
            case 'z', 'Z' -> Optional.of(""); // a time without a zone, as Python's now() gives it
            case 'u' -> Optional.of(Integer.toString(weekday));
            case 'w' -> Optional.of(Integer.toString(weekday % 7));
            case 'U' -> Optional.of(two((time.getDayOfYear() + 6 - weekday % 7) / 7));
            case 'W' -> Optional.of(two((time.getDayOfYear() + 7 - weekday) / 7));
            case 'V' -> Optional.of(two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
            case 'G' -> Optional.of(Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR)));
            case 'C' -> Optional.of(two(time.getYear() / 100));
            case 'P' -> Optional.of(time.getHour() < 12 ? "am" : "pm");
            case 's' -> Optional.of(Long.toString(time.toEpochSecond()));
            default -> Optional.empty();
        };
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static String flagged(String part, char flag) {
        if (flag == '^') {
            return part.toUpperCase(Locale.ROOT);
        }
        int digits = 0;
        while (digits + 1 < part.length() && (part.charAt(digits) == '0' || part.charAt(digits) == ' ')) {
            digits++;
        }
        return switch (flag) {
            case '-' -> part.substring(digits);
            case '_' -> " ".repeat(digits) + part.substring(digits);
            case '0' -> "0".repeat(digits) + part.substring(digits);
            default -> part;
        };
    }
}
