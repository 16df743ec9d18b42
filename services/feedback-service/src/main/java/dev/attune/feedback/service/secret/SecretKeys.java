package dev.attune.feedback.service.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.config.SecretConfig;

/** The keys by their ids, which are the beginning of each key's hash: they say which key is meant, and nothing of it. */
final class SecretKeys {

    private static final int KEY_BYTES = 32;
    private static final int ID_DIGITS = 12;
    private static final String HELP =
            "; set ATTUNE_SECRETS_KEYS_FILE to a file with a line that `openssl rand -base64 32` wrote.";

    private final Map<String, SecretKey> byId = new LinkedHashMap<>();

    /** @throws IllegalStateException with a sentence, when there is no key or one that cannot be right */
    SecretKeys(SecretConfig config) {
        List<String> lines = config.keysFile()
                .map(SecretKeys::lines)
                .orElseGet(() -> config.keys().orElse(List.of()));
        lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(SecretKeys::key)
                .forEach(key -> byId.put(id(key), key));
        if (byId.isEmpty()) {
            throw new IllegalStateException("There is no key to encrypt secrets with" + HELP);
        }
    }

    /** Of the key that encrypts. */
    String currentId() {
        return byId.keySet().iterator().next();
    }

    SecretKey current() {
        return byId.values().iterator().next();
    }

    Optional<SecretKey> byId(String id) {
        @Nullable SecretKey key = byId.get(id);
        return Optional.ofNullable(key);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalStateException("The file " + file + " with the keys of secrets cannot be read" + HELP, e);
        }
    }

    private static SecretKey key(String line) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(line);
        } catch (IllegalArgumentException e) {
            // The cause would tell of the key.
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException("A key of secrets is not 32 bytes in Base64" + HELP);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static String id(SecretKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
