package dev.attune.feedback.service.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.attune.feedback.config.SecretConfig;

/**
 * Encrypts secrets for the database by AES-256 in Galois/Counter Mode. What is sealed names its key ({@code sealed:KEY:BYTES}) and is bound
 * to its owner: put into another row it is void.
 */
@ApplicationScoped
public class SealedSecrets {

    private static final String MARK = "sealed";
    private static final int PARTS = 3;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeys keys;

    SealedSecrets(SecretConfig config) {
        this.keys = new SecretKeys(config);
    }

    /** So that a key that is missing is told at the start. */
    void start(@Observes StartupEvent event) {}

    /** @param owner to whom the secret belongs, such as {@code webhook ID} */
    public String seal(String owner, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] hidden = cipher(Cipher.ENCRYPT_MODE, keys.current(), nonce, owner)
                    .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
            System.arraycopy(hidden, 0, all, NONCE_BYTES, hidden.length);
            return MARK + ":" + keys.currentId() + ":" + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES/GCM", e);
        }
    }

    /**
     * The secret again.
     *
     * @throws UnreadableSecretException when its key is not there any more, or it was changed
     */
    public String open(String owner, String sealed) {
        String[] parts = sealed.split(":", -1);
        if (parts.length != PARTS || !parts[0].equals(MARK)) {
            throw changed(owner);
        }
        SecretKey key = keys.byId(parts[1])
                .orElseThrow(() -> new UnreadableSecretException("The secret of the " + owner
                        + " is encrypted with the key " + parts[1] + ", which ATTUNE_SECRETS_KEYS_FILE does not hold;"
                        + " put that key back, or give it another secret."));
        try {
            byte[] all = Base64.getDecoder().decode(parts[2]);
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            byte[] secret =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, owner).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(secret, StandardCharsets.UTF_8);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw changed(owner);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES/GCM", e);
        }
    }

    /** Whether it is sealed with the key that seals now. */
    public boolean isCurrent(String text) {
        return text.startsWith(MARK + ":" + keys.currentId() + ":");
    }

    /** Whether it is sealed at all. */
    public static boolean isSealed(String text) {
        return text.startsWith(MARK + ":");
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static UnreadableSecretException changed(String owner) {
        return new UnreadableSecretException("The secret of the " + owner
                + " was changed in the database and cannot be decrypted; give it another secret.");
    }
}
