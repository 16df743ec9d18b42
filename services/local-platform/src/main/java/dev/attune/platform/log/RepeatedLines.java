package dev.attune.platform.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lets the first few of equal warnings and errors through, and counts the others: a broker that is away for a night must not fill
 * the disk. Lines are equal when they differ in numbers only (times, offsets, ports); what is indented below one goes with it.
 * Other lines always pass.
 */
final class RepeatedLines {

    static final int SHOWN = 5;
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final Pattern TROUBLE = Pattern.compile("\\b(WARN|WARNING|ERROR|SEVERE|FATAL|PANIC)\\b");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern BELOW = Pattern.compile("^(\\s|Caused by: |\\.\\.\\. )");
    private static final int COMPARED_CHARACTERS = 300;
    private static final int REMEMBERED = 200;

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private boolean hiding;

    private static final class Count {
        private final Instant since;
        private final String line;
        private long times;

        private Count(Instant since, String line) {
            this.since = since;
            this.line = line;
        }

        private boolean isOld(Instant now) {
            return Duration.between(since, now).compareTo(PERIOD) >= 0;
        }
    }

    /** What is to be written when this line comes: it, or nothing, and what was counted before. */
    List<String> take(String line, Instant now) {
        if (BELOW.matcher(line).find()) {
            return hiding ? List.of() : List.of(line);
        }
        List<String> said = new ArrayList<>(old(now));
        hiding = TROUBLE.matcher(line).find() && count(line, now) > SHOWN;
        if (!hiding) {
            said.add(line);
        }
        return said;
    }

    /** What was counted and not said yet. */
    List<String> rest() {
        List<String> said = counts.values().stream()
                .filter(count -> count.times > SHOWN)
                .map(RepeatedLines::sentence)
                .toList();
        counts.clear();
        return said;
    }

    private long count(String line, Instant now) {
        String compared = line.substring(0, Math.min(line.length(), COMPARED_CHARACTERS));
        Count count =
                counts.computeIfAbsent(NUMBER.matcher(compared).replaceAll("#"), same -> new Count(now, compared));
        count.times++;
        return count.times;
    }

    private List<String> old(Instant now) {
        List<String> said = new ArrayList<>();
        for (Iterator<Count> all = counts.values().iterator(); all.hasNext(); ) {
            Count count = all.next();
            if (count.isOld(now) || counts.size() > REMEMBERED) {
                all.remove();
                if (count.times > SHOWN) {
                    said.add(sentence(count));
                }
            }
        }
        return said;
    }

    private static String sentence(Count count) {
        return "(" + (count.times - SHOWN) + " more since " + count.since + " like: " + count.line + ")";
    }
}
