package dev.attune.feedback.service.access;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names for people in events: random, so that nothing about the person can be computed from them. */
final class Pseudonyms {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Pseudonyms() {}

    static String draw() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return "rater-" + HexFormat.of().formatHex(bytes);
    }
}
