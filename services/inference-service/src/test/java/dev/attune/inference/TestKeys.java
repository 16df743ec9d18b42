package dev.attune.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Set;

import io.smallrye.jwt.build.Jwt;

/** A key pair of this test run: the service verifies with the public half, the test signs with the private one. */
record TestKeys(Path publicKeyFile, PrivateKey privateKey) {

    static TestKeys write(Path directory) throws IOException {
        KeyPair pair = generate();
        Path file = directory.resolve("public.pem");
        String body = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
        Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
        return new TestKeys(file, pair.getPrivate());
    }

    /** A token of a person whose pseudonym is {@code p-1}. */
    String token(String... roles) {
        return token(privateKey, roles);
    }

    static String token(PrivateKey key, String... roles) {
        return Jwt.issuer("attune")
                .subject("p-1")
                .upn("p-1")
                .groups(Set.of(roles))
                .sign(key);
    }

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
