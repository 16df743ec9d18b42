package dev.attune.feedback.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/**
 * Keys by which secrets are encrypted that lie in the database: 32 random bytes in Base64 each, as {@code openssl rand -base64 32} writes
 * them. The first one encrypts; the others still decrypt, so that a key can be replaced: put the new one first, start, remove the old one.
 */
@ConfigMapping(prefix = "attune.secrets")
public interface SecretConfig {

    /** A file with a key a line, which nobody else should be able to read. */
    Optional<Path> keysFile();

    /** The keys themselves, with commas between them, instead of the file. */
    Optional<List<String>> keys();
}
