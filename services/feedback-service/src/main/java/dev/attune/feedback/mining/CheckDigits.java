package dev.attune.feedback.mining;

import java.util.Locale;

/** Numbers that carry digits by which a mistake is found. */
final class CheckDigits {

    private static final int SHORTEST_IBAN = 15;

    private CheckDigits() {}

    /** Luhn's formula (ISO/IEC 7812-1): from the right each second digit counts twice, and all together come to a multiple of ten. */
    static boolean luhn(String text) {
        int sum = 0;
        int place = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            int digit = Character.digit(text.charAt(i), 10);
            if (digit >= 0) {
                int counted = place % 2 == 0 ? digit : 2 * digit;
                sum += counted > 9 ? counted - 9 : counted;
                place++;
            }
        }
        return sum > 0 && sum % 10 == 0;
    }

    /** The longest beginning of a text, up to a blank, that is an IBAN (ISO 13616: modulo 97 it comes to 1); empty where there is none. */
    static String ibanIn(String text) {
        String candidate = text;
        while (true) {
            if (iban(candidate)) {
                return candidate;
            }
            int blank = candidate.lastIndexOf(' ');
            if (blank < 0) {
                return "";
            }
            candidate = candidate.substring(0, blank);
        }
    }

    private static boolean iban(String text) {
        String compact = text.replace(" ", "").toUpperCase(Locale.ROOT);
        if (compact.length() < SHORTEST_IBAN) {
            return false;
        }
        String turned = compact.substring(4) + compact.substring(0, 4);
        int rest = 0;
        for (int i = 0; i < turned.length(); i++) {
            int value = Character.digit(turned.charAt(i), 36);
            if (value < 0) {
                return false;
            }
            rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
        }
        return rest == 1;
    }
}
