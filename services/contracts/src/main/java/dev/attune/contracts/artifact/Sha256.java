package dev.attune.contracts.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of one thing, or of several one after the other. A hash is written in lower-case hexadecimal. */
public final class Sha256 {

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    public static String of(byte[] bytes) {
        return new Sha256().add(bytes).hex();
    }

    /** Of the text's UTF-8. */
    public static String of(String text) {
        return new Sha256().add(text).hex();
    }

    /** Of a file's bytes. */
    public static String of(Path file) throws IOException {
        Sha256 hash = new Sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hash.digest.update(buffer, 0, read);
            }
        }
        return hash.hex();
    }

    /** Adds the first {@code length} of the bytes. */
    public Sha256 add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        return this;
    }

    /** What is written to it is added. */
    public OutputStream stream() {
        return new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    }

    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds the text's UTF-8. */
    public Sha256 add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds how many numbers there are, so that no two divisions of the same numbers are alike, and then these. */
    public Sha256 add(int[] numbers) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Integer.BYTES * (numbers.length + 1)).putInt(numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return add(bytes.array());
    }

    /** The hash of what was added; then it begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The first 53 bits of the hash of what was added, as many as every reader of JSON keeps; then it begins anew. */
    public long leading53() {
        return ByteBuffer.wrap(digest.digest()).getLong() >>> (Long.SIZE - 53);
    }

    /** A number in [0, 1) from the first 53 bits of the hash of what was added; then it begins anew. */
    public double fraction() {
        return leading53() * 0x1.0p-53;
    }
}
