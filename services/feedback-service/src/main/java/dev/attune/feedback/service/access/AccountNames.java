package dev.attune.feedback.service.access;

import java.text.Normalizer;
import java.util.function.Predicate;

/** Names for accounts, made of what people are called elsewhere. */
final class AccountNames {

    private static final String FALLBACK = "someone";

    private AccountNames() {}

    /** The wanted name as far as this service takes it, with a number behind it when it is taken. */
    static String free(String wanted, Predicate<String> taken) {
        String name = shortened(fitting(wanted), Accounts.LONGEST_NAME);
        String free = name;
        for (int number = 2; taken.test(free); number++) {
            String end = "-" + number;
            free = shortened(name, Accounts.LONGEST_NAME - end.length()) + end;
        }
        return free;
    }

    private static String fitting(String wanted) {
        String text = Normalizer.normalize(wanted, Normalizer.Form.NFC)
                .strip()
                .replaceAll("[^\\p{L}\\p{N}._@+-]+", "-")
                .replaceFirst("^[._@+-]+", "");
        return text.isEmpty() ? FALLBACK : text;
    }

    /** Cuts no character in two. */
    private static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
