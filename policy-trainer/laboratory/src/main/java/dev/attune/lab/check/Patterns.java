package dev.attune.lab.check;

import java.util.regex.Pattern;

import com.google.re2j.PatternSyntaxException;

/**
 * Patterns as JavaScript's {@code RegExp.test}: found anywhere. Those that RE2 takes run in linear time; others (with what
 * must or must not follow) run within a limit.
 */
final class Patterns {

    private static final int MOST_STEPS = 5_000_000;

    private Patterns() {}

    static Finding found(String pattern, String text) {
        String said = "the pattern " + pattern;
        try {
            boolean found =
                    com.google.re2j.Pattern.compile(pattern).matcher(text).find();
            return Finding.of(found, said + (found ? " is found" : " is not found"));
        } catch (PatternSyntaxException e) {
            return foundWithinLimit(pattern, text, said);
        }
    }

    private static Finding foundWithinLimit(String pattern, String text, String said) {
        try {
            boolean found = Pattern.compile(pattern).matcher(new Limited(text)).find();
            return Finding.of(found, said + (found ? " is found" : " is not found"));
        } catch (java.util.regex.PatternSyntaxException e) {
            return Finding.of(false, said + " is none: " + e.getDescription());
        } catch (TooLong | StackOverflowError e) {
            return Finding.of(false, said + " takes too long");
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A text that may be looked at so often. */
    private static final class Limited implements CharSequence {
        private final String text;
        private int steps;

        Limited(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
