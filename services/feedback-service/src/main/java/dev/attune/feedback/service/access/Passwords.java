package dev.attune.feedback.service.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import dev.attune.feedback.Fault;

/** Rules of passwords, and random ones. */
final class Passwords {

    /** Bytes that any password of whatever kind may have; longer ones are refused unread. */
    static final int LONGEST_BYTES = 1024;

    private static final int SHORTEST = 8;
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int ONE_TIME_LENGTH = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    static void check(String password) {
        Fault.WEAK_PASSWORD.when(
                password.codePointCount(0, password.length()) < SHORTEST,
                "The password is too short; use at least " + SHORTEST + " characters.");
        Fault.WEAK_PASSWORD.when(
                bytes(password) > LONGEST_BYTES, "The password is too long; use at most " + LONGEST_BYTES + " bytes.");
    }

    static int bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length;
    }

    /** 24 random letters and digits that cannot be mistaken for each other: about 139 bits. */
    static String oneTime() {
        StringBuilder password = new StringBuilder(ONE_TIME_LENGTH);
        for (int i = 0; i < ONE_TIME_LENGTH; i++) {
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
