package dev.attune.inference;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Seeds that follow from what is sampled, so that the same prompt gets the same answers from the same checkpoints. */
public final class Seeds {

    /** JSON readers that know only doubles keep this many bits. */
    private static final int BITS = 53;

    private Seeds() {}

    /**
     * The seed of an answer: the first bits of SHA-256 over what it is for.
     *
     * @param answer 0 for the first answer of the prompt, 1 for the second
     * @param attempt 0 at first, more when the answers came out alike
     */
    public static long of(String promptId, int answer, int attempt) {
        byte[] name = (promptId + '\n' + answer + '\n' + attempt).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
            return ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - BITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
