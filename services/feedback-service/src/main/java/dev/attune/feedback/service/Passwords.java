package dev.attune.feedback.service;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import dev.attune.feedback.Fault;

/** Rules of passwords, and random ones. */
final class Passwords {

    private static final int SHORTEST = 8;

    /** bcrypt reads no further. */
    private static final int LONGEST_BYTES = 72;

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int ONE_TIME_LENGTH = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    static void check(String password) {
        Fault.WEAK_PASSWORD.when(
                password.length() < SHORTEST, "The password is too short; use at least " + SHORTEST + " characters.");
        Fault.WEAK_PASSWORD.when(
                password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES,
                "The password is too long; use at most " + LONGEST_BYTES + " bytes.");
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
