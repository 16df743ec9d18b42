package dev.attune.feedback.mining;

import java.util.regex.Pattern;

/** Numbers that say when. */
final class Dates {

    private static final Pattern DATE = Pattern.compile("(?:\\p{Nd}{4}[-./ ]\\p{Nd}{1,2}[-./ ]\\p{Nd}{1,2}"
            + "|\\p{Nd}{1,2}[-./ ]\\p{Nd}{1,2}[-./ ](?:\\p{Nd}{4}|\\p{Nd}{2})"
            + "|\\p{Nd}{1,2}[-./ ]\\p{Nd}{4})");

    private Dates() {}

    static boolean is(String text) {
        return DATE.matcher(text.strip()).matches();
    }
}
