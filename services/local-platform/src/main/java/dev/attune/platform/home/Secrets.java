package dev.attune.platform.home;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Random passwords, the key pair that signs tokens and the key that encrypts: made on first use, kept in files that only this user reads. */
public final class Secrets {

    private static final int KEY_BITS = 2048;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    public Secrets(Path directory) {
        this.directory = directory;
    }

    /** The password of that name: 48 hexadecimal digits, the same at every call. */
    public synchronized String password(String name) {
        Path file = directory.resolve(name + ".password");
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[24];
                random.nextBytes(bytes);
                write(file, HexFormat.of().formatHex(bytes));
            }
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** The file that holds a password, for programs that read it themselves. */
    public Path passwordFile(String name) {
        password(name);
        return directory.resolve(name + ".password");
    }

    /** The file with the key that encrypts secrets in the database: 32 bytes in Base64. Further lines may hold older keys. */
    public synchronized Path encryptionKey() {
        Path file = directory.resolve("encryption.keys");
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[32];
                random.nextBytes(bytes);
                write(file, Base64.getEncoder().encodeToString(bytes) + "\n");
            }
            return file;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** A file of settings that hold a secret, written anew. */
    public synchronized Path properties(String name, Map<String, String> settings) {
        Path file = directory.resolve(name + ".properties");
        StringBuilder text = new StringBuilder();
        new TreeMap<>(settings)
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        try {
            write(file, text.toString());
            return file;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** PEM file (PKCS#8) with the key that signs tokens. */
    public Path privateKey() {
        makeKeys();
        return directory.resolve("token-private.pem");
    }

    /** PEM file (SubjectPublicKeyInfo) with the key that verifies tokens. */
    public Path publicKey() {
        makeKeys();
        return directory.resolve("token-public.pem");
    }

    private synchronized void makeKeys() {
        Path privateFile = directory.resolve("token-private.pem");
        Path publicFile = directory.resolve("token-public.pem");
        if (Files.exists(privateFile) && Files.exists(publicFile)) {
            return;
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS, random);
            KeyPair pair = generator.generateKeyPair();
            write(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            write(privateFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has RSA", e);
        } catch (IOException e) {
            throw failed(privateFile, e);
        }
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    /** Never readable by others, not even between creation and a change of permissions; never half written. */
    private static void write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (SeekableByteChannel channel = Files.newByteChannel(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static AttuneException failed(Path file, IOException e) {
        return ErrorCategory.RESOURCES.error(
                "secret-not-kept",
                "The secret " + file + " cannot be read or written: " + e.getMessage() + "; correct its permissions.",
                e);
    }
}
