package dev.attune.policy.gate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What an answer looks like. */
enum FormatTrait {
    /** A line begins as an item of a list. */
    LIST("listed") {
        @Override
        boolean of(GateAnswer answer) {
            return ITEM.matcher(answer.text()).find();
        }
    },
    /** A line is a heading of Markdown, or bold as a whole. */
    HEADING("headed") {
        @Override
        boolean of(GateAnswer answer) {
            return HEAD.matcher(answer.text()).find();
        }
    },
    /** Some four words in a row stand in it three times. */
    REPEATED("repeating") {
        @Override
        boolean of(GateAnswer answer) {
            return repeats(answer.text());
        }
    },
    /** Nothing but white space. */
    EMPTY("empty") {
        @Override
        boolean of(GateAnswer answer) {
            return answer.text().isBlank();
        }
    },
    /** It reached the limit of its tokens. */
    CUT("cut") {
        @Override
        boolean of(GateAnswer answer) {
            return answer.cut();
        }
    };

    private static final Pattern ITEM = Pattern.compile("(?m)^[ \\t]*(?:[-*+•]|\\d{1,3}[.)])[ \\t]+\\S");
    private static final Pattern HEAD =
            Pattern.compile("(?m)^[ \\t]*(?:#{1,6}[ \\t]+\\S|\\*\\*[^*\\n]+\\*\\*:?[ \\t]*$)");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int WORDS = 4;
    private static final int TIMES = 3;

    private final String adjective;

    FormatTrait(String adjective) {
        this.adjective = adjective;
    }

    abstract boolean of(GateAnswer answer);

    /** As a sentence calls such answers. */
    String adjective() {
        return adjective;
    }

    private static boolean repeats(String text) {
        List<String> words = Arrays.stream(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .toList();
        Map<List<String>, Integer> seen = new HashMap<>();
        for (int i = 0; i + WORDS <= words.size(); i++) {
            if (seen.merge(words.subList(i, i + WORDS), 1, Integer::sum) >= TIMES) {
                return true;
            }
        }
        return false;
    }
}
