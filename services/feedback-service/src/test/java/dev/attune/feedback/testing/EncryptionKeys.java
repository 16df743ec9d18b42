package dev.attune.feedback.testing;

import java.security.SecureRandom;
import java.util.Base64;

/** Keys with which a service that tests start encrypts what it must not show. */
public final class EncryptionKeys {

    private static final int BYTES = 32;

    private EncryptionKeys() {}

    /** A new one, as {@code ATTUNE_SECRETS_KEYS} takes it. */
    public static String draw() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
